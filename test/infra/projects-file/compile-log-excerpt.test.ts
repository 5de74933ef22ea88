import { expect, test } from 'vitest';
import type { LogExcerpt } from '../../../functions/core/configuration.ts';
import { readProjectsFile } from '../../../infra/projects-file/read-projects-file.ts';
import { projectRunning, projectWith } from './checks/project-with.ts';

/** What the functions know of the only project's `logExcerpt`. */
function compiled(text: string, buildspec?: string): LogExcerpt | undefined {
  const read = readProjectsFile(text, () =>
    buildspec === undefined ? undefined : { file: 'buildspec.yml', text: buildspec },
  );
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.projects[0]!.compiled.logExcerpt;
}

const ARN = 'arn:aws:codebuild:us-east-1:123456789012:project/web';
const PLAIN = 'version: 0.2\nphases: { build: { commands: [make] } }\n';
const ENVIRONMENT = (variable: string): string =>
  `{ type: LINUX_CONTAINER, image: "aws/codebuild/standard:7.0", computeType: BUILD_GENERAL1_SMALL, environmentVariables: [${variable}] }`;

test('without the key nothing is kept; with it, failed builds that are not of forks', () => {
  expect(compiled(projectWith({}), PLAIN)).toBe(undefined);
  expect(compiled(projectWith({ logExcerpt: '{}' }), PLAIN)).toEqual({
    when: 'failed',
    forks: false,
    groupName: '/aws/codebuild/web',
  });
  expect(
    compiled(
      projectWith({
        logExcerpt: '{ when: always, forks: true }',
        logsConfig: '{ cloudWatchLogs: { status: ENABLED, groupName: builds, streamName: web } }',
      }),
      PLAIN,
    ),
  ).toEqual({ when: 'always', forks: true, groupName: 'builds', streamPrefix: 'web' });
});

test.each<[string, Readonly<Record<string, string>>, string | undefined]>([
  [
    'a variable from Parameter Store',
    { environment: ENVIRONMENT('{ name: A, type: PARAMETER_STORE, value: /a }') },
    PLAIN,
  ],
  [
    'a variable from Secrets Manager',
    { environment: ENVIRONMENT('{ name: A, type: SECRETS_MANAGER, value: a }') },
    PLAIN,
  ],
  ['a buildspec with env.parameter-store', {}, `${PLAIN}env: { parameter-store: { A: /a } }\n`],
  ['a buildspec with env.secrets-manager', {}, `${PLAIN}env: { secrets-manager: { A: a } }\n`],
  ['a buildspec that is not read', {}, undefined],
  ['variables that are not known', { arn: ARN, environment: '' }, PLAIN],
])('a project with %s has an excerpt only if it relies on the masks of CodeBuild', (_, keys, buildspec) => {
  const withheld = (excerpt: string) => compiled(projectWith({ ...keys, logExcerpt: excerpt }), buildspec)?.withheld;
  expect(withheld('{}')).toBe('secrets');
  expect(withheld('{ secrets: masked }')).toBe(undefined);
});

test('plain variables and an inline buildspec withhold nothing', () => {
  const plain = { environment: ENVIRONMENT('{ name: A, value: a }, { name: B, type: PLAINTEXT, value: b }') };
  expect(compiled(projectWith({ ...plain, logExcerpt: '{}' }), PLAIN)).not.toHaveProperty('withheld');
  expect(compiled(projectRunning(['make'], { logExcerpt: '{}' }))).not.toHaveProperty('withheld');
});

test.each([
  ['switched off', '{ cloudWatchLogs: { status: DISABLED } }'],
  ['only in S3', '{ cloudWatchLogs: { status: DISABLED }, s3Logs: { status: ENABLED, location: acme/logs } }'],
])('where logs are %s there is nothing to read, whatever is accepted', (_, logsConfig) => {
  expect(compiled(projectWith({ logExcerpt: '{ secrets: masked }', logsConfig }), PLAIN)?.withheld).toBe('no log');
});
