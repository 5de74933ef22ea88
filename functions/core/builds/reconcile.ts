import { RANK, type BuildRecord } from './build-record.ts';
import type { Configuration, Project } from '../configuration.ts';
import { getApart, type Failure } from './get-apart.ts';
import { toRecord, type ObservedBuild } from './observed-build.ts';
import type { BuildLists, Builds, BuildRows, ReconcileRows } from '../ports.ts';
import { buildRow, recordBuild, rowsOf } from './record-build.ts';
import { oldListPrefix } from './ref-row.ts';

/** Projects looked at in one run besides those with unfinished builds. */
const SLICE = 20;
/** As many ids as CodeBuild lists on a page. */
const PAGE = 100;

export interface ReconcilePorts {
  readonly configuration: Configuration;
  readonly builds: Builds;
  readonly rows: BuildRows & BuildLists & ReconcileRows;
}

export interface Reconciled {
  readonly unfinished: number;
  readonly gone: number;
  readonly projects: number;
  readonly mended: number;
  /** What is left as it was, for the next run. */
  readonly failures: readonly Failure[];
}

/**
 * Finds what events missed or never told: first the builds known to be unfinished, then the next slice of projects.
 * One project's failure stops no other.
 *
 * @throws Error when nothing at all could be done
 */
export async function reconcile(ports: ReconcilePorts): Promise<Reconciled> {
  const { configuration, rows, builds } = ports;
  // The role can't read a project that left the projects file: its rows stay as they are.
  const unfinished = (await rows.unfinished()).filter(({ project }) => configuration.projects.has(project));
  const { found, notFound, failures } = await getApart(unfinished, builds);
  const gone = unfinished.filter(({ buildId }) => notFound.includes(buildId));
  const unfinishedDone = await eachApart([
    ...found.map((build) => ({
      project: build.project,
      run: () => recordBuild(toRecord(build, RANK.ended, projectOf(build, ports)), ports),
    })),
    ...gone.map((record) => ({ project: record.project, run: () => forget(record, rows) })),
  ]);

  const slice = await nextSlice(ports);
  let mended = 0;
  const sliceDone = await eachApart(
    slice.map((project) => ({ project, run: async () => void (mended += await reconcileProject(project, ports)) })),
  );
  const all = [...failures, ...unfinishedDone.failed, ...sliceDone.failed];
  if (all[0] && unfinishedDone.done + sliceDone.done === 0) throw all[0].error;
  return { unfinished: unfinished.length, gone: gone.length, projects: slice.length, mended, failures: all };
}

interface Step {
  readonly project: string;
  readonly run: () => Promise<void>;
}

/** Takes every step, one after another. */
async function eachApart(steps: readonly Step[]): Promise<{ readonly done: number; readonly failed: Failure[] }> {
  const failed: Failure[] = [];
  for (const { project, run } of steps) {
    await run().catch((error: unknown) => void failed.push({ project, error }));
  }
  return { done: steps.length - failed.length, failed };
}

const projectOf = ({ project }: ObservedBuild, { configuration }: ReconcilePorts): Project | undefined =>
  configuration.projects.get(project);

/** CodeBuild no longer knows the build: no badge may say that it runs. */
async function forget(record: BuildRecord, rows: ReconcileRows): Promise<void> {
  const { ref, number } = record;
  const old = ref === undefined ? [] : [oldListPrefix(ref) + buildRow(number)];
  await Promise.all([...rowsOf(record), ...old].map((row) => rows.remove(row, record)));
}

async function nextSlice({ configuration, rows }: ReconcilePorts): Promise<readonly string[]> {
  const names = [...configuration.projects.keys()].sort();
  const after = await rows.readCursor();
  const from = after === undefined ? 0 : names.findIndex((name) => name > after);
  const slice = from === -1 ? names.slice(0, SLICE) : names.slice(from, from + SLICE);
  await rows.writeCursor(slice.at(-1));
  return slice;
}

/** Reads only the builds that the table does not know to have ended. */
async function reconcileProject(project: string, ports: ReconcilePorts): Promise<number> {
  const ids = await ports.builds.newestIds(project);
  const known = await ports.rows.list(project, { limit: PAGE });
  const settled = new Set(known.filter(({ rank }) => rank === RANK.ended).map(({ buildId }) => buildId));
  const { found } = await ports.builds.get(ids.filter((id) => !settled.has(id)));
  for (const build of found.toSorted((one, other) => one.number - other.number)) {
    await recordBuild(toRecord(build, RANK.ended, projectOf(build, ports)), ports);
  }
  return found.length;
}
