import { RANK, type DetailedRecord } from '../build-record.ts';
import type { ReconcilePorts } from '../build-ports.ts';
import { eachApart, type Step } from './each-apart.ts';
import { forgetBuild } from './forget-build.ts';
import { getApart, type Asked, type Failure, type GotApart } from './get-apart.ts';
import { isRecorded, isReplaced } from '../join-reports.ts';
import { toRecord } from '../to-record.ts';
import { recordBuild } from '../record-build.ts';

/**
 * Reconciles the builds that CodeBuild lists first, in practice the account's newest, and those that are unfinished
 * according to the table: newest first, as long as there is time. Unchanged builds are not written.
 */
export async function reconcileNewest(ports: ReconcilePorts, hasTime: () => boolean) {
  const { configuration, rows, builds, settled, tell } = ports;
  const kept = await rows.unfinished();
  const foreign = kept.filter(({ project }) => !configuration.projects.has(project));
  const givenUp = await eachApart(stepsToGiveUp(foreign, ports), hasTime);
  const unfinished = kept.filter(({ project }) => configuration.projects.has(project)).sort(newestFirst);
  const listed = await listBuilds(ports);
  const known = new Map(unfinished.map((record) => [record.buildId, record]));
  const left = new Set(known.keys());
  const toCheck = listed.builds.filter(({ buildId }) => !settled.has(buildId));
  const failures: Failure[] = [...givenUp.failures];
  let [gone, mended, done] = [0, 0, givenUp.done];

  for await (const got of getApart(withoutRepeats([...toCheck, ...unfinished]), builds)) {
    failures.push(...got.failures);
    const steps: (Step & Pick<DetailedRecord, 'startedAt'>)[] = [];
    const compared = await compare(got, known, ports).catch((error: unknown) => {
      for (const project of new Set(got.found.map((build) => build.project))) failures.push({ project, error });
      return [];
    });
    for (const [record, row] of compared) {
      const { project, buildId, startedAt, rank } = record;
      const handled = (): boolean => {
        if (rank === RANK.ended) settled.add(buildId);
        return left.delete(buildId);
      };
      const run = async () => {
        await recordBuild(record, ports);
        if (!handled()) mended += 1;
      };
      if (isRecorded(record, row) || isReplaced(record, row)) handled();
      else steps.push({ project, ...(startedAt !== undefined && { startedAt }), run });
    }
    for (const buildId of got.notFound) {
      const record = known.get(buildId);
      const run = async (build: DetailedRecord) => {
        await tell?.(build, 'lost');
        await forgetBuild(build, rows);
        left.delete(buildId);
        gone += 1;
      };
      if (record && mayBeUnseen(record, ports)) left.delete(buildId);
      else if (record) steps.push({ ...record, run: () => run(record) });
    }
    const taken = await eachApart(steps.toSorted(newestFirst), hasTime);
    failures.push(...taken.failures);
    done += taken.done;
    if (!hasTime()) break;
  }
  const failed = new Set(failures.map(({ project }) => project));
  const waiting = unfinished.filter(({ buildId, project }) => left.has(buildId) && !failed.has(project));
  return { unfinished: unfinished.length, listed, gone, mended, left: waiting.length, done, failures };
}

/** CodeBuild's longest times in the queue and in a build: https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html */
const LONGEST = (8 + 36) * 3600_000;

/**
 * The role cannot read a project that was removed from the projects file, so its rows stay unchanged as long as an
 * event may arrive. After that, a commit no longer needs to wait for the build. If the project returns, CodeBuild's
 * response still replaces this end.
 */
const stepsToGiveUp = (
  foreign: readonly DetailedRecord[],
  { rows, builds, tell, now }: ReconcilePorts,
): readonly Step[] =>
  foreign
    .filter(
      ({ rank, startedAt }) => rank < RANK.endedByEvent && startedAt !== undefined && now() - startedAt >= LONGEST,
    )
    .flatMap((record) => {
      const run = async () => {
        await tell?.(record, 'lost');
        await recordBuild({ ...record, rank: RANK.endedByEvent, status: 'FAULT' }, { rows, builds });
      };
      return tell ? [{ project: record.project, run }] : [];
    });

/** How long BatchGetBuilds may not find a build that was started: no limit is documented. */
const UNSEEN_MS = 5 * 60_000;

const mayBeUnseen = ({ startedAt }: DetailedRecord, { now }: ReconcilePorts): boolean =>
  startedAt !== undefined && now() - startedAt < UNSEEN_MS;

interface Started {
  readonly startedAt?: number;
}

const newestFirst = (one: Started, other: Started): number => (other.startedAt ?? 0) - (one.startedAt ?? 0);

const withoutRepeats = (asked: readonly Asked[]): readonly Asked[] => [
  ...new Map(asked.map((build) => [build.buildId, build])).values(),
];

interface Listed {
  readonly builds: readonly Asked[];
  /** Why there are none: CodeBuild failed, or the role is not allowed to list them. */
  readonly error?: unknown;
}

/** Only builds of our projects: CodeBuild refuses a whole batch because of one build that the role cannot read. */
async function listBuilds({ account, configuration }: ReconcilePorts): Promise<Listed> {
  try {
    const ids = await account.listedIds();
    const builds = ids.map((buildId) => ({ buildId, project: buildId.slice(0, buildId.lastIndexOf(':')) }));
    return { builds: builds.filter(({ project }) => configuration.projects.has(project)) };
  } catch (error) {
    return { builds: [], error };
  }
}

const buildKey = ({ project, number }: Pick<DetailedRecord, 'project' | 'number'>): string => `${project} ${number}`;

/** Each build according to CodeBuild, with the row of its number. */
async function compare(
  { found }: GotApart,
  known: ReadonlyMap<string, DetailedRecord>,
  { configuration, rows }: ReconcilePorts,
): Promise<readonly (readonly [record: DetailedRecord, row: DetailedRecord | undefined])[]> {
  const records = found.map((build) => toRecord(build, RANK.ended, configuration.projects.get(build.project)));
  const others = records.filter(({ buildId }) => !known.has(buildId));
  const read = new Map((await rows.readBuilds(others)).map((record) => [buildKey(record), record]));
  return records.map((record) => [record, known.get(record.buildId) ?? read.get(buildKey(record))]);
}
