import type { ReconcilePorts } from './build-ports.ts';
import type { Failure } from './get-apart.ts';
import { reconcileSlice } from './reconcile-slice.ts';
import { reconcileUnfinished } from './reconcile-unfinished.ts';

/** Of a run's time, what must be left for a step to begin: a call may take long, and none is to be cut off. */
const KEPT_FREE = 1 / 6;
/** What unfinished builds leave for the slice of projects, however many they are. */
const KEPT_FOR_SLICE = 1 / 3;

export interface Reconciled {
  readonly unfinished: number;
  readonly gone: number;
  /** Unfinished builds that there was no time to look at, or to record. */
  readonly left: number;
  readonly projects: number;
  readonly mended: number;
  /** What is left as it was, for the next run. */
  readonly failures: readonly Failure[];
}

/**
 * Finds what events missed or never told: first the builds known to be unfinished, then the next slice of projects, the
 * newest builds first. One project's failure stops no other. It stops before its time is over, and the next run
 * continues.
 *
 * @param timeLeft until the run will be cut off, in milliseconds
 * @throws Error when nothing at all could be done
 */
export async function reconcile(ports: ReconcilePorts, timeLeft: () => number): Promise<Reconciled> {
  const whole = timeLeft();
  const unfinished = await reconcileUnfinished(ports, () => timeLeft() > whole * KEPT_FOR_SLICE);
  const slice = await reconcileSlice(ports, () => timeLeft() > whole * KEPT_FREE);
  const failures = [...unfinished.failures, ...slice.failures];
  if (failures[0] && unfinished.done + slice.done === 0) throw failures[0].error;
  return {
    unfinished: unfinished.count,
    gone: unfinished.gone,
    left: unfinished.left,
    projects: slice.projects,
    mended: slice.mended,
    failures,
  };
}
