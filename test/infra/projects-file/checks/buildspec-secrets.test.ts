import { expect, test } from 'vitest';
import { readProjectsFile } from '../../../../infra/projects-file/read-projects-file.ts';
import { projectWith } from './project-with.ts';

const BUILDSPEC = `version: 0.2
env:
  parameter-store: { NPM_TOKEN: /web/npm-token }
  secrets-manager: { KEY: web/key }
phases: { build: { commands: [npm test] } }
`;

function warnings(keys: Readonly<Record<string, string>>): readonly string[] {
  const read = readProjectsFile(projectWith(keys), () => ({ file: 'web/buildspec.yml', text: BUILDSPEC }));
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.warnings.map(({ file, line, column, id }) => `${file}:${line}:${column} ${id}`);
}

const allowing = (...actions: readonly string[]): string =>
  JSON.stringify([
    {
      Effect: 'Allow',
      Action: actions,
      Resource: ['arn:aws:ssm:*:*:parameter/web/*', 'arn:aws:secretsmanager:*:*:secret:web/*'],
    },
  ]);
const PARAMETER = 'web/buildspec.yml:3:22 secret-not-readable';
const SECRET = 'web/buildspec.yml:4:22 secret-not-readable';

test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
  ['without permissions', {}, [PARAMETER, SECRET]],
  ['with permissions for one of them', { permissions: allowing('SSM:Get*') }, [SECRET]],
  ['with permissions for others', { permissions: allowing('ssm:GetParameter', 's3:*') }, [PARAMETER, SECRET]],
  ['with permissions for both', { permissions: allowing('ssm:GetParameters', 'secretsmanager:*') }, []],
  ['with a role of its own', { serviceRole: 'arn:aws:iam::123456789012:role/web' }, []],
  ['that already exists', { arn: 'arn:aws:codebuild:eu-west-1:123456789012:project/web' }, []],
])('the parameters and secrets of a buildspec in the repository are checked for a project %s', (_, keys, expected) => {
  expect(warnings(keys)).toEqual(expected);
});
