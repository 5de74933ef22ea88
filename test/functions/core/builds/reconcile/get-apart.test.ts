import { expect, test } from 'vitest';
import { getApart, type GotApart } from '../../../../../functions/core/builds/reconcile/get-apart.ts';
import type { ObservedBuild } from '../../../../../functions/core/builds/observed-build.ts';

const build = (id: string): ObservedBuild => ({
  id,
  project: id.split(':')[0] ?? '',
  number: 1,
  status: 'SUCCEEDED',
  environmentVariables: {},
});

/** One build of each project, in no particular order. */
const oneOfEach = (count: number) =>
  Array.from({ length: count }, (_, at) => `project-${(at * 7) % count}`).map((project) => ({
    project,
    buildId: `${project}:1`,
  }));

/** CodeBuild's response to a batch that contains a build of a refused project. */
function codeBuild(refused: readonly string[], errorName: string) {
  const batches: (readonly string[])[] = [];
  return {
    batches,
    async get(ids: readonly string[]) {
      batches.push(ids);
      if (ids.some((id) => refused.includes(id.split(':')[0] ?? ''))) {
        throw Object.assign(new Error('refused'), { name: errorName });
      }
      return { found: ids.map(build), notFound: [] };
    },
  };
}

/** The results of all calls together. */
async function all(...asked: Parameters<typeof getApart>): Promise<GotApart> {
  const got: GotApart[] = [];
  for await (const each of getApart(...asked)) got.push(each);
  return {
    found: got.flatMap(({ found }) => found),
    notFound: got.flatMap(({ notFound }) => notFound),
    failures: got.flatMap(({ failures }) => failures),
  };
}

const ERRORS = [
  'AccessDeniedException',
  'ResourceNotFoundException',
  'InvalidInputException',
  'ThrottlingException',
  'InternalServerError',
];

test.each(ERRORS)(
  'of a hundred projects, one that fails with %s is left out, within a few calls',
  async (errorName) => {
    for (const at of [0, 1, 49, 50, 99]) {
      const refused = `project-${at}`;
      const builds = codeBuild([refused], errorName);
      const { found, failures } = await all(oneOfEach(100), builds);
      expect(found).toHaveLength(99);
      expect(failures).toEqual([{ project: refused, error: expect.objectContaining({ name: errorName }) }]);
      expect(builds.batches.length).toBeLessThanOrEqual(15);
    }
  },
);

test('any number of refused projects is left out, in every batch', async () => {
  const refused = Array.from({ length: 40 }, (_, at) => `project-${at * 6}`);
  const { found, failures } = await all(oneOfEach(250), codeBuild(refused, 'AccessDeniedException'));
  expect(found).toHaveLength(210);
  expect(failures.map(({ project }) => project).sort()).toEqual(refused.toSorted());
});

test('the builds of a refused project are requested together, and the project is reported once', async () => {
  const asked = Array.from({ length: 50 }, (_, at) => [
    { project: 'refused', buildId: `refused:${at}` },
    { project: 'web', buildId: `web:${at}` },
  ]).flat();
  const builds = codeBuild(['refused'], 'AccessDeniedException');
  const { found, failures } = await all(asked, builds);
  expect(found).toHaveLength(50);
  expect(failures).toHaveLength(1);
  expect(builds.batches.map((ids) => ids.length)).toEqual([100, 50, 50]);
});

test('a project that was refused on its own is not requested again in later batches', async () => {
  const asked = Array.from({ length: 250 }, (_, at) => {
    const project = at % 2 ? 'refused' : 'web';
    return { project, buildId: `${project}:${at}` };
  });
  const builds = codeBuild(['refused'], 'AccessDeniedException');
  const { found, failures } = await all(asked, builds);
  expect(found).toHaveLength(125);
  expect(failures).toHaveLength(1);
  expect(builds.batches.map((ids) => ids.length)).toEqual([100, 50, 50, 50, 25]);
});

test('builds are requested in order, and only as long as somebody reads them', async () => {
  const builds = codeBuild([], '');
  const asked = Array.from({ length: 300 }, (_, at) => ({ project: 'web', buildId: `web:${at}` }));
  for await (const { found } of getApart(asked, builds)) {
    expect(found[0]?.id).toBe(`web:${(builds.batches.length - 1) * 100}`);
    if (builds.batches.length === 2) break;
  }
  expect(builds.batches).toHaveLength(2);
});

test('without failures, there is one call per hundred builds, and none for no builds', async () => {
  const builds = codeBuild([], '');
  expect((await all(oneOfEach(201), builds)).found).toHaveLength(201);
  expect(await all([], builds)).toEqual({ found: [], notFound: [], failures: [] });
  expect(builds.batches.map((ids) => ids.length).toSorted((one, other) => one - other)).toEqual([1, 100, 100]);
});

test.each(['ThrottlingException', 'InternalServerError', 'TimeoutError'])(
  'if everything fails with %s, CodeBuild is not called for each project separately',
  async (errorName) => {
    const every = oneOfEach(100);
    const builds = codeBuild(
      every.map(({ project }) => project),
      errorName,
    );
    const { failures } = await all(every, builds);
    expect(failures).toHaveLength(100);
    expect(builds.batches.length).toBeLessThan(20);
  },
);
