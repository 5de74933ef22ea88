import type { ReconcilePorts } from '../build-ports.ts';
import type { Failure } from './get-apart.ts';
import { reconcileNewest } from './reconcile-newest.ts';
import { nextSlice, reconcileSlice } from './reconcile-slice.ts';
import { upgradeRows } from './upgrade-rows.ts';

/**
 * The share of a run's time that must be left for a step to begin: a call may take long, and none should be cut off.
 */
const KEPT_FREE = 1 / 6;
/** The share that the newest and the unfinished builds leave for the slice of projects, however many there are. */
const KEPT_FOR_SLICE = 1 / 3;

/** How many ended builds are remembered: a page of each project of ten slices. */
const MOST_SETTLED = 20_000;

export interface Reconciled {
  /** Builds of the configured projects among those that CodeBuild lists first. */
  readonly listed: number;
  readonly unfinished: number;
  readonly gone: number;
  /** Unfinished builds for which there was no time. */
  readonly left: number;
  readonly projects: number;
  /** Builds that the table did not know, or did not know enough about, without being aware of it. */
  readonly mended: number;
  /** Migrated rows of the previous release. */
  readonly takenOver: number;
  /** Failures after which rows stay unchanged until the next run: one per project. */
  readonly failures: readonly Failure[];
  /** Why CodeBuild did not list the account's builds. */
  readonly notListed?: unknown;
}

/**
 * Finds what events missed or never reported: first the newest and the unfinished builds, then the next slice of
 * projects, each with its newest builds first. One project's failure does not stop the others. It stops before its time
 * is over, and the next run continues.
 *
 * @param timeLeft milliseconds until the run is cut off
 * @throws Error if nothing could be done at all
 */
export async function reconcile(ports: ReconcilePorts, timeLeft: () => number): Promise<Reconciled> {
  const { rows } = ports;
  const whole = timeLeft();
  const newest = await reconcileNewest(ports, () => timeLeft() > whole * KEPT_FOR_SLICE);

  const hasTime = () => timeLeft() > whole * KEPT_FREE;
  const { after, upgrade: known } = await rows.readCursor();
  const projects = nextSlice(ports, after);
  // Written before the work, so that a project that ends the run does so only once per round.
  await rows.writeCursor({ ...cursorAfter(projects.at(-1)), upgrade: known });
  const slice = await reconcileSlice(projects, ports, hasTime);
  const { upgrade, takenOver, failures } = known === 'done' ? DONE : await upgradeRows(ports, known, hasTime);
  // `upgradeRows` returns the same object if it had nothing to do.
  if (slice.complete < projects.length || upgrade !== known) {
    const reached = slice.complete === 0 ? after : projects[slice.complete - 1];
    await rows.writeCursor({ ...cursorAfter(reached), upgrade });
  }

  for (const buildId of [...ports.settled].slice(0, -MOST_SETTLED)) ports.settled.delete(buildId);
  const failed = [...newest.failures, ...slice.failures, ...failures];
  if (failed[0] && newest.done + slice.done + takenOver === 0) throw failed[0].error;
  const { listed, unfinished, gone, left } = newest;
  return {
    listed: listed.builds.length,
    unfinished,
    gone,
    left,
    projects: slice.complete,
    mended: newest.mended + slice.mended,
    takenOver,
    failures: [...new Map(failed.map((failure) => [failure.project, failure])).values()],
    ...(listed.error !== undefined && { notListed: listed.error }),
  };
}

const cursorAfter = (after: string | undefined) => (after === undefined ? {} : { after });

const DONE = { upgrade: 'done', takenOver: 0, failures: [] } as const;
