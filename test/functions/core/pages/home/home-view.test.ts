import { expect, test } from 'vitest';
import { RANK, type DetailedRecord } from '../../../../../functions/core/builds/build-record.ts';
import type { Project } from '../../../../../functions/core/configuration.ts';
import { homeViews } from '../../../../../functions/core/pages/home/home-view.ts';

const project = (name: string, more: Partial<Project> = {}): Project => ({
  name,
  sourceType: 'GITHUB',
  badge: { enabled: false },
  pages: 'public',
  ...more,
});
const build = (name: string, number: number, more: Partial<DetailedRecord> = {}): DetailedRecord => ({
  project: name,
  buildId: `${name}:${number}`,
  number,
  rank: RANK.running,
  status: 'IN_PROGRESS',
  startedAt: 1000 * number,
  ...more,
});

const hidden: Project = { name: 'private', sourceType: 'GITHUB', badge: { enabled: true } };

/** The views, and the rows that they read. */
function viewsOf(projects: readonly Project[], unfinished: readonly DetailedRecord[] = []) {
  const reads: string[] = [];
  const views = homeViews(projects, {
    async readNewestOf(keys) {
      reads.push(keys.map(({ project: name, row }) => `${name} ${row}`).join());
      return keys.map(({ project: name }) => ({ newest: build(name, 1) }));
    },
    async unfinished() {
      reads.push('unfinished');
      return unfinished;
    },
  });
  return { views, reads };
}

test('the newest build of each is that of its badge, read once in five seconds', async () => {
  const branch = { badge: { enabled: true, branch: 'main' } };
  const { views, reads } = viewsOf([project('web', branch), project('api'), hidden]);
  const { projects } = await views(1, 0);
  await views(1, 5000);
  expect(projects.map(({ project: { name }, newest }) => [name, newest?.state])).toEqual([
    ['api', 'running'],
    ['web', 'running'],
  ]);
  expect(reads).toEqual(['api latest,web ref#refs/heads/main', 'unfinished']);
  await views(1, 5001);
  expect(reads).toHaveLength(4);
});

test('what runs is of public projects alone, the newest first, and has not ended', async () => {
  const { views } = viewsOf(
    [project('web'), project('api')],
    [build('web', 1), build('private', 9), build('api', 3), build('web', 2, { rank: RANK.endedByEvent })],
  );
  const { running } = await views(1, 0);
  expect(running.map(({ record }) => record.buildId)).toEqual(['api:3', 'web:1']);
});

test.each([
  [1, 1, 50],
  [3, 3, 10],
  [4, 3, 10],
  [0, 1, 50],
  [Number.NaN, 1, 50],
  [1.9, 1, 50],
])('of 110 projects, page %d is page %d with %d', async (wanted, page, count) => {
  const { views } = viewsOf(Array.from({ length: 110 }, (_, index) => project(`p${1000 + index}`)));
  const view = await views(wanted, 0);
  expect([view.page, view.pages, view.projects.length]).toEqual([page, 3, count]);
});

test('without a public project nothing is read', async () => {
  const { views, reads } = viewsOf([]);
  expect(await views(1, 0)).toEqual({ projects: [], running: [], page: 1, pages: 1 });
  expect(reads).toEqual([]);
});
