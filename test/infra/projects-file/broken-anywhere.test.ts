import { expect, test } from 'vitest';
import { readProjectsFile } from '../../../infra/projects-file/read-projects-file.ts';
import { brokenVariants, EVERY_KEY } from './broken-variants.ts';

test('reading reports any mistake at any place, and never throws', () => {
  // A tenth of all: each value once, each broken in a different way from the one before.
  const variants = brokenVariants(EVERY_KEY).filter((_, index) => index % 11 === 0);
  expect(variants.length).toBeGreaterThan(200);
  const accepted = variants.filter(({ value }) => !('problems' in readProjectsFile(JSON.stringify(value))));
  expect(accepted.map(({ what }) => what)).toEqual([]);
});

const file = (ignore: string): string => `projects:
  - name: web
    arn: arn:aws:codebuild:us-east-1:123456789012:project/web
    source: { type: NO_SOURCE, buildspec: "version: 0.2\\nphases: { build: { commands: [docker build .] } }" }
    environment: { type: LINUX_CONTAINER }
    ignore: ${ignore}
`;

test.each([
  ['a project that is a text', 'projects:\n  - web\n', ['wrong-type']],
  ['a project that is null', 'projects:\n  -\n', ['empty-value']],
  ['an entry of ignore that is a text', file('[docker-without-privileged-mode]'), ['wrong-type']],
  ['an entry of ignore without an id', file('[{ because: x }]'), ['missing-key']],
  ['an entry of ignore without a reason', file('[{ id: docker-without-privileged-mode }]'), ['missing-key']],
])('%s is reported', (_, text, ids) => {
  const read = readProjectsFile(text);
  expect('problems' in read && read.problems.map(({ id }) => id)).toEqual(ids);
});
