import { expect, test } from 'vitest';
import { whyNeverSet } from '../../../../functions/core/access/variable-name.ts';

test.each(['VERSION', 'DEBUG', 'TF_VAR_size', 'deploy_env', '_x', 'PATHS', 'NODE_ENV', 'CI'])(
  'a grant may allow %s',
  (name) => expect(whyNeverSet(name)).toBeUndefined(),
);

test.each(['PUSHLIGHT_REF', 'WEBHOOK_COMMIT', 'webhook_commit', 'CODEBUILD_SRC_DIR'])('%s is set by us alone', (name) =>
  expect(whyNeverSet(name)).toMatch(/begins with a reserved prefix/),
);

test.each(
  (
    'PATH Path LD_PRELOAD BASH_ENV ENV IFS SHELL PS4 NODE_OPTIONS AWS_PROFILE GIT_SSH_COMMAND PYTHONPATH PERL5OPT ' +
    'RUBYOPT JAVA_TOOL_OPTIONS npm_config_registry https_proxy MAVEN_OPTS DOCKER_HOST BASH_FUNC_ls'
  ).split(' '),
)('nobody sets %s by the API', (name) => expect(whyNeverSet(name)).toMatch(/can make programs run other code/));

test.each(['', '1A', 'A-B', 'A B', 'A=B', 'Ä', 'BASH_FUNC_ls%%', 'A\n', 'A'.repeat(129)])('%j is no name', (name) =>
  expect(whyNeverSet(name)).toMatch(/is no name of a variable/),
);
