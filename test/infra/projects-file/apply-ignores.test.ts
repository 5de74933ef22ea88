import { expect, test } from 'vitest';
import { FINDINGS } from '../../../infra/findings/catalogue.ts';
import { readProjectsFile } from '../../../infra/projects-file/read-projects-file.ts';

const IMAGE =
  'environment: { type: LINUX_CONTAINER, image: "aws/codebuild/standard:7.0", computeType: BUILD_GENERAL1_SMALL }';
const RUN_DOCKER = `
    source:
      type: NO_SOURCE
      buildspec: |
        version: 0.2
        phases: { build: { commands: [docker build .] } }
    ${IMAGE}`;
const IN_REPOSITORY = `
    source: { type: GITHUB, location: https://github.com/acme/web }
    ${IMAGE}`;

/** A project with these keys and this `ignore`, on line 2. */
function check(ignore: string, keys: string) {
  const read = readProjectsFile(`projects:\n  - ignore: ${ignore}\n    name: web${keys}\n`);
  const errors = 'problems' in read ? read.problems : [];
  const found = [...errors, ...read.warnings].map(
    ({ line, column, severity, id }) => `${line}:${column} ${severity} ${id}`,
  );
  return { found, ignored: read.ignored };
}

const because = 'the host has a daemon';
const DOCKER = 'docker-without-privileged-mode';

test('a finding that a project ignores is no longer reported, and is kept with its reason', () => {
  expect(check(`[{ id: ${DOCKER}, because: ${because} }]`, RUN_DOCKER)).toEqual({
    found: [],
    ignored: [expect.objectContaining({ id: DOCKER, severity: 'error', line: 8, column: 39, because })],
  });
});

test('a project does not ignore the findings of another', () => {
  const other = `${RUN_DOCKER}\n  - name: api${RUN_DOCKER}`;
  expect(check(`[{ id: ${DOCKER}, because: x }]`, other).found).toEqual(['15:39 error docker-without-privileged-mode']);
});

test.each<[string, string, string, string]>([
  [
    'an unknown id',
    '[{ id: docker-without-privilegedmode, because: x }]',
    IN_REPOSITORY,
    '2:16 error ignore-unknown-id',
  ],
  ['an id unlike any other', '[{ id: all, because: x }]', IN_REPOSITORY, '2:16 error ignore-unknown-id'],
  [
    'a property name of every object',
    '[{ id: constructor, because: x }]',
    IN_REPOSITORY,
    '2:16 error ignore-unknown-id',
  ],
  [
    'a finding that makes the file unusable',
    '[{ id: missing-key, because: x }]',
    IN_REPOSITORY,
    '2:16 error ignore-not-allowed',
  ],
  [
    'a finding that protects',
    '[{ id: account-id-not-anchored, because: x }]',
    IN_REPOSITORY,
    '2:16 error ignore-not-allowed',
  ],
  [
    'a finding of no single project',
    '[{ id: hook-without-project, because: x }]',
    IN_REPOSITORY,
    '2:16 error ignore-not-allowed',
  ],
  [
    'a finding that the project does not have',
    '[{ id: outdated-image, because: x }]',
    IN_REPOSITORY,
    '2:16 warning ignore-matches-nothing',
  ],
  [
    'a finding twice',
    `[{ id: ${DOCKER}, because: x }, { id: ${DOCKER}, because: y }]`,
    RUN_DOCKER,
    '2:68 warning ignore-matches-nothing',
  ],
  ['a finding without a reason', `[{ id: ${DOCKER} }]`, IN_REPOSITORY, '2:14 error missing-key'],
  ['a finding with an empty reason', `[{ id: ${DOCKER}, because: "  " }]`, IN_REPOSITORY, '2:52 error empty-value'],
])('ignoring %s is a finding', (_, ignore, keys, expected) => {
  expect(check(ignore, keys).found).toEqual([expected]);
});

test('an ignored finding that a buildspec out of reach may have is not reported as unused', () => {
  expect(check(`[{ id: ${DOCKER}, because: x }]`, IN_REPOSITORY).found).toEqual([]);
});

const FILTERS = `
    source: { type: GITHUB, location: https://github.com/acme/web }
    webhook: { filterGroups: [[{ type: EVENT, pattern: PUSH }, { type: ACTOR_ACCOUNT_ID, pattern: "123" }]] }
    ${IMAGE}`;

test('a finding that protects is reported although it is ignored', () => {
  expect(check('[{ id: account-id-not-anchored, because: x }]', FILTERS).found).toEqual([
    expect.stringMatching(/ ignore-not-allowed$/),
    expect.stringMatching(/ account-id-not-anchored$/),
    expect.stringMatching(/ repository-without-hook$/),
  ]);
});

test('ids are in kebab case, and each has a meaning of one sentence', () => {
  for (const [id, { meaning }] of Object.entries(FINDINGS)) {
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)+$/);
    expect(meaning).toMatch(/^[A-Z`].*\.$/);
  }
});

test('a finding that makes a project unusable can be ignored if the project is not created', () => {
  const keys = `${IN_REPOSITORY}\n    cache: { type: S3 }\n`;
  const ignore = '[{ id: cache-without-bucket, because: the console shows one }]';
  expect(check(ignore, keys).found).toEqual([
    expect.stringMatching(/ ignore-not-allowed$/),
    expect.stringMatching(/ cache-without-bucket$/),
  ]);
  const existing = `${keys}    arn: arn:aws:codebuild:us-east-1:123456789012:project/web\n`;
  expect(check(ignore, existing)).toEqual({
    found: [],
    ignored: [expect.objectContaining({ id: 'cache-without-bucket', severity: 'warning' })],
  });
});
