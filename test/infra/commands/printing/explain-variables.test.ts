import { expect, test } from 'vitest';
import { explainVariables } from '../../../../infra/commands/printing/explain-variables.ts';
import { readProjectsFile } from '../../../../infra/projects-file/read-projects-file.ts';

const grantOf = (...variables: readonly string[]) => ({ projects: ['web', 'api-*'], actions: [], refs: [], variables });

test.each<[RegExp, readonly string[]]>([
  [/can run anything in the build$/, ['BUILD_ARGS', 'deploy_command', 'EXTRA_OPTS', 'POST_HOOK']],
  [/an account that the holder chooses/, ['DEPLOY_TOKEN', 'DB_PASSWORD', 'MY_API_KEY']],
  [/a place that the holder chooses, so it can/, ['ARTIFACT_URL', 'DATABASE_URL', 'MIRROR', 'TARGET_HOST']],
  [/a file or folder that the holder chooses/, ['OUTPUT_DIR', 'CONFIG', 'report_file']],
  [/log more, including secrets/, ['DEBUG', 'VERBOSE', 'LOG_LEVEL', 'APP_DEBUG']],
  [/can choose production$/, ['NODE_ENV', 'ENVIRONMENT', 'STAGE', 'STACK_NAME', 'TARGET']],
  [/can choose an outdated one, or one that is not yours$/, ['VERSION', 'IMAGE_TAG', 'node_version']],
  [/^any text; its effect depends on your commands$/, ['GREETING', 'TAGLINE', 'VERSIONED', 'ENVY']],
])('it explains %s for the names that mean this', (meaning, names) => {
  const explained = explainVariables(grantOf(...names), []);
  expect(Object.keys(explained)).toEqual(names);
  for (const [name, text] of Object.entries(explained)) expect(text, name).toMatch(meaning);
});

test('a variable that a granted project already has is reported as replaced', () => {
  const project = (name: string, variables: string) =>
    `{ name: ${name}, arn: 'arn:aws:codebuild:us-east-1:123456789012:project/${name}', source: { type: NO_SOURCE, buildspec: 'version: 0.2' }, environment: { environmentVariables: [${variables}] } }`;
  const secret = '{ name: VERSION, type: PARAMETER_STORE, value: /web/version }';
  const read = readProjectsFile(
    `projects: [${[project('web', secret), project('api-a', secret), project('other', secret), project('api-b', '')].join(', ')}]`,
  );
  const written = 'problems' in read ? [] : read.projects.map((each) => each.written);
  expect(written).toHaveLength(4);
  expect(explainVariables(grantOf('VERSION', 'version'), written)).toEqual({
    VERSION: expect.stringMatching(/; it replaces the value that web, api-a has in its environment$/) as string,
    version: expect.not.stringContaining('replaces') as string,
  });
});
