import { RANK, type BuildRecord } from '../build-record.ts';
import type { ReconcilePorts } from '../build-ports.ts';
import { eachApart } from './each-apart.ts';
import { isRecorded, isReplaced } from '../join-reports.ts';
import { toRecord } from '../to-record.ts';
import { recordBuild } from '../record-build.ts';

/** The number of projects that a run compares with CodeBuild after the newest and unfinished builds. */
const SLICE = 20;
/** The number of ids on a page of CodeBuild's lists. */
const PAGE = 100;

/** The projects that follow those of the previous run. */
export function nextSlice({ configuration }: Pick<ReconcilePorts, 'configuration'>, after: string | undefined) {
  const names = [...configuration.projects.keys()].sort();
  const from = after === undefined ? 0 : names.findIndex((name) => name > after);
  return from === -1 ? names.slice(0, SLICE) : names.slice(from, from + SLICE);
}

/** Compares the builds that CodeBuild lists first for these projects with the table, as long as there is time. */
export async function reconcileSlice(slice: readonly string[], ports: ReconcilePorts, hasTime: () => boolean) {
  const { configuration, rows, builds, settled } = ports;
  let mended = 0;
  let complete = 0;
  const { done, failures } = await eachApart(
    slice.map((project) => ({
      project,
      async run() {
        complete += 1;
        for (const record of await unsettled(project)) {
          if (!hasTime()) return void (complete -= 1);
          await recordBuild(record, ports);
          settle(record);
          mended += 1;
        }
      },
    })),
    hasTime,
  );
  return { complete, mended, done, failures };

  function settle({ buildId, rank }: BuildRecord): void {
    if (rank === RANK.ended) settled.add(buildId);
  }

  /** The builds that the table lacks or has with another state, newest first. */
  async function unsettled(project: string) {
    const newest = await builds.newestIds(project);
    // A page of builds with all their phases takes many read units, and usually contains nothing new.
    if (newest.every((id) => settled.has(id))) return [];
    const listed = await rows.list(project, { limit: PAGE });
    const known = new Map(listed.map((record) => [record.buildId, record]));
    const numbered = new Map(listed.map((record) => [record.number, record]));
    for (const record of listed) settle(record);
    const { found } = await builds.get(newest.filter((id) => !settled.has(id)));
    return found
      .map((build) => toRecord(build, RANK.ended, configuration.projects.get(project)))
      .filter((record) => {
        const isKnown =
          isRecorded(record, known.get(record.buildId)) || isReplaced(record, numbered.get(record.number));
        if (isKnown) settle(record);
        return !isKnown;
      })
      .toSorted((one, other) => other.number - one.number);
  }
}
