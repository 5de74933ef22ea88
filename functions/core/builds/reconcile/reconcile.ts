import type { ReconcilePorts } from '../build-ports.ts';
import type { Failure } from './get-apart.ts';
import { reconcileNewest } from './reconcile-newest.ts';
import { nextSlice, reconcileSlice } from './reconcile-slice.ts';
import { upgradeRows } from './upgrade-rows.ts';

/** Of a run's time, what must be left for a step to begin: a call may take long, and none is to be cut off. */
const KEPT_FREE = 1 / 6;
/** The part that is reserved for the slice of projects, however many builds there are. */
const KEPT_FOR_SLICE = 1 / 3;

export interface Reconciled {
  /** Builds of the configured projects among those that CodeBuild lists first. */
  readonly listed: number;
  readonly unfinished: number;
  readonly gone: number;
  /** Unfinished builds that there was no time to look at, or to record. */
  readonly left: number;
  readonly projects: number;
  /** Builds that were missing in the table, or behind without being marked as unfinished. */
  readonly mended: number;
  /** Converted rows of the previous release. */
  readonly takenOver: number;
  /** What the next run has to do again; one failure per project. */
  readonly failures: readonly Failure[];
  /** Why CodeBuild did not list the account's builds. */
  readonly notListed?: unknown;
}

/**
 * Finds what events missed: first among the newest builds and those known to be unfinished, then in the next slice of
 * projects. A failure of one project does not stop the others. A run stops before its time is over, and the next run
 * continues.
 *
 * @param timeLeft until the run will be cut off, in milliseconds
 * @throws Error when nothing at all could be done
 */
export async function reconcile(ports: ReconcilePorts, timeLeft: () => number): Promise<Reconciled> {
  const { rows } = ports;
  const whole = timeLeft();
  const newest = await reconcileNewest(ports, () => timeLeft() > whole * KEPT_FOR_SLICE);

  const hasTime = () => timeLeft() > whole * KEPT_FREE;
  const { after, upgrade: known } = await rows.readCursor();
  const projects = nextSlice(ports, after);
  // Ahead of the work, so that a project that ends the run does so only once a round.
  await rows.writeCursor({ ...cursorAfter(projects.at(-1)), upgrade: known });
  const slice = await reconcileSlice(projects, ports, hasTime);
  const { upgrade, takenOver, failures } = known === 'done' ? DONE : await upgradeRows(ports, known, hasTime);
  if (slice.complete < projects.length || upgrade !== known) {
    const reached = slice.complete === 0 ? after : projects[slice.complete - 1];
    await rows.writeCursor({ ...cursorAfter(reached), upgrade });
  }

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
