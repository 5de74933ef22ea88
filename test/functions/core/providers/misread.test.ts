import { expect, test } from 'vitest';
import { changed } from './fixture.ts';
import { parse, SAMPLES } from './parser-properties.ts';

type Path = readonly (string | number)[];

test.each<[name: string, path: Path, value: unknown, problem: string]>([
  ['push of GitHub', ['ref'], 'main', 'ref: Expected a branch or a tag in full but received "main"'],
  ['push of GitHub', ['ref'], ['refs/heads/main'], 'ref: Expected string but received a list'],
  ['push of GitHub', ['repository'], [], 'repository.id is missing; repository.full_name is missing'],
  ['push of GitHub', ['repository', 'id'], '7', 'repository.id: Expected a whole number of 1 or more but received "7"'],
  [
    'push of GitHub',
    ['repository', 'full_name'],
    {},
    'repository.full_name: Expected 1 to 500 characters of text but received an object',
  ],
  ['pull request of GitHub', ['number'], 1.5, 'number: Expected a whole number of 1 or more but received 1.5'],
  [
    'pull request of GitHub',
    ['pull_request', 'merged'],
    'no',
    'pull_request.merged: Expected boolean but received "no"',
  ],
  [
    'pull request of GitHub',
    ['pull_request', 'base', 'repo', 'id'],
    null,
    'pull_request.base.repo.id: Expected a whole number of 1 or more but received null',
  ],
  [
    'merge request of GitLab',
    ['object_attributes', 'source_branch'],
    'a..b',
    'object_attributes.source_branch: Expected a name that Git allows for a branch but received "a..b"',
  ],
  ['merge request of GitLab', ['project'], null, 'project: Expected an object but received null'],
  [
    'release of Gitea',
    ['release', 'tag_name'],
    7,
    'release.tag_name: Expected a name that Git allows for a tag but received 7',
  ],
  [
    'push of Gitea',
    ['after'],
    'A'.repeat(60),
    `after: Expected a commit id of 40 or 64 hex digits but received "${'A'.repeat(50)}"`,
  ],
  ['push of Bitbucket', ['push', 'changes'], {}, 'push.changes: Expected a list but received an object'],
  [
    'push of Bitbucket Data Center',
    ['repository', 'slug'],
    '',
    'repository.slug: Expected 1 to 200 characters of text but received ""',
  ],
])('a %s whose %j is %j is refused with the place of the mistake', (name, path, value, problem) => {
  const sample = SAMPLES[name]!;
  expect(parse({ ...sample, body: changed(sample.body, [path, value]) })).toEqual({
    kind: 'malformed',
    problem: expect.stringMatching(/^Not an? [\w ]+: /) as unknown,
  });
  expect(parse({ ...sample, body: changed(sample.body, [path, value]) })).toHaveProperty(
    'problem',
    expect.stringContaining(problem),
  );
});

test('each wrong field is named, up to five', () => {
  const sample = SAMPLES['pull request of GitHub']!;
  const wrong: readonly Path[] = [
    ['number'],
    ['repository', 'id'],
    ['repository', 'full_name'],
    ['pull_request', 'merged'],
  ];
  const all: readonly Path[] = [...wrong, ['pull_request', 'head', 'sha'], ['pull_request', 'base', 'ref']];
  const body = changed(sample.body, ...all.map((path): [Path, unknown] => [path, {}]));
  expect(parse({ ...sample, body })).toHaveProperty(
    'problem',
    expect.stringMatching(/repository\.id: .*; repository\.full_name: .*; and 1 more$/) as unknown,
  );
});

test('a field that exists only on a prototype is missing', () => {
  const sample = SAMPLES['push of GitHub']!;
  const body = Buffer.from(sample.body.toString().replace('"ref":', '"__proto__":{"ref":"refs/heads/main"},"other":'));
  expect(parse({ ...sample, body })).toEqual({ kind: 'malformed', problem: 'Not a push of GitHub: ref is missing' });
});
