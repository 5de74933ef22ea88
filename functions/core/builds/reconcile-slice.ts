import { RANK } from './build-record.ts';
import { eachApart } from './each-apart.ts';
import { toRecord } from './observed-build.ts';
import type { ReconcilePorts } from './build-ports.ts';
import { recordBuild } from './record-build.ts';

/** How many projects a run compares with CodeBuild, in addition to those with unfinished builds. */
const SLICE = 20;
/** As many ids as CodeBuild lists on a page. */
const PAGE = 100;

/** The projects after those of the last run, as long as there is time. */
export async function reconcileSlice({ configuration, rows, builds }: ReconcilePorts, hasTime: () => boolean) {
  const names = [...configuration.projects.keys()].sort();
  const after = await rows.readCursor();
  const from = after === undefined ? 0 : names.findIndex((name) => name > after);
  const slice = from === -1 ? names.slice(0, SLICE) : names.slice(from, from + SLICE);
  // Ahead of the work, so that a project that ends the run does so only once a round.
  await rows.writeCursor(slice.at(-1));

  let mended = 0;
  let complete = 0;
  const { done, failures } = await eachApart(
    slice.map((project) => ({
      project,
      async run() {
        complete += 1;
        for (const build of await unsettled(project)) {
          if (!hasTime()) return void (complete -= 1);
          await recordBuild(toRecord(build, RANK.ended, configuration.projects.get(project)), { rows, builds });
          mended += 1;
        }
      },
    })),
    hasTime,
  );
  if (complete < slice.length) await rows.writeCursor(slice[complete - 1] ?? after);
  return { projects: complete, mended, done, failures };

  /** The builds that the table does not know to have ended, newest first. */
  async function unsettled(project: string) {
    const ids = await builds.newestIds(project);
    const known = await rows.list(project, { limit: PAGE });
    const settled = new Set(known.filter(({ rank }) => rank === RANK.ended).map(({ buildId }) => buildId));
    const { found } = await builds.get(ids.filter((id) => !settled.has(id)));
    return found.toSorted((one, other) => other.number - one.number);
  }
}
