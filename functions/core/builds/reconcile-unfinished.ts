import { RANK, type BuildRecord } from './build-record.ts';
import { eachApart, type Step } from './each-apart.ts';
import { getApart, type Failure, type GotApart } from './get-apart.ts';
import { toRecord } from './observed-build.ts';
import type { ReconcilePorts, ReconcileRows } from './build-ports.ts';
import { recordBuild } from './record-build.ts';
import { buildRow, oldListPrefix, rowsOf } from './row-keys.ts';

/** The builds that the table knows to be unfinished, newest first, as long as there is time. */
export async function reconcileUnfinished(ports: ReconcilePorts, hasTime: () => boolean) {
  const { configuration, rows, builds } = ports;
  // The role can't read a project that left the projects file: its rows stay as they are.
  const unfinished = (await rows.unfinished())
    .filter(({ project }) => configuration.projects.has(project))
    .sort((one, other) => (other.startedAt ?? 0) - (one.startedAt ?? 0));
  const left = new Set(unfinished);
  const failures: Failure[] = [];
  const unchanged: Step[] = [];
  let [gone, done] = [0, 0];

  const take = async (steps: readonly Step[]): Promise<void> => {
    const taken = await eachApart(steps, hasTime);
    failures.push(...taken.failures);
    done += taken.done;
  };
  for await (const got of getApart(unfinished, builds)) {
    failures.push(...got.failures);
    gone += got.notFound.length;
    const changed: Step[] = [];
    for (const known of unfinished) {
      const step = stepOf(known, got, ports);
      if (step?.isNews) changed.push({ ...step, run: () => (left.delete(known), step.run()) });
      else if (step) {
        left.delete(known);
        unchanged.push(step);
      }
    }
    await take(changed);
    if (!hasTime()) break;
  }
  // For a row that an earlier write missed.
  await take(unchanged);
  const failed = new Set(failures.map(({ project }) => project));
  const count = unfinished.length;
  return { count, gone, done, left: [...left].filter(({ project }) => !failed.has(project)).length, failures };
}

/** What a call showed of a build; undefined where it showed nothing. */
function stepOf(
  known: BuildRecord,
  { found, notFound }: GotApart,
  ports: ReconcilePorts,
): (Step & { readonly isNews: boolean }) | undefined {
  const { project, buildId } = known;
  if (notFound.includes(buildId)) return { project, isNews: true, run: () => forget(known, ports.rows) };
  const build = found.find(({ id }) => id === buildId);
  if (!build) return undefined;
  const record = toRecord(build, RANK.ended, ports.configuration.projects.get(project));
  const { rank, ref, commit } = record;
  const isNews = rank !== known.rank || ref !== known.ref || commit !== known.commit;
  return { project, isNews, run: () => recordBuild(record, ports) };
}

/** CodeBuild no longer knows the build: no badge may say that it runs. */
async function forget(record: BuildRecord, rows: ReconcileRows): Promise<void> {
  const { ref, number } = record;
  const old = ref === undefined ? [] : [oldListPrefix(ref) + buildRow(number)];
  await Promise.all([...rowsOf(record), ...old].map((row) => rows.remove(row, record)));
}
