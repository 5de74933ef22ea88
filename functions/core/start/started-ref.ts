import type { Job } from './job.ts';

/**
 * A push that was started, with the data that determines its order among the pushes of its ref. Times are milliseconds
 * since 1970.
 */
export interface StartedPush {
  readonly commit: string;
  /** Absent where the ref was new. */
  readonly previousCommit?: string;
  /** From the host's signed data. */
  readonly pushedAt?: number;
}

/** What is remembered about a ref of a project. */
export interface StartedRef {
  /** The most recent ones, in the order in which they were started. */
  readonly pushes: readonly StartedPush[];
  /** From the job that started last, whatever its event; absent where the clock that set it was ahead. */
  readonly receivedAt?: number;
  /** From the same job. */
  readonly buildId: string;
  readonly expiresAt: number;
}

/** How many pushes are remembered per ref. */
const MOST_PUSHES = 16;

/**
 * A year. A job older than 28 days is refused, but a host can redeliver a push long after it was made: GitHub for three
 * days, Gitea for as long as it keeps the delivery.
 */
const MEMORY = 366 * 24 * 3600_000;

/** How far a host's clock may be ahead of ours. */
const CLOCKS_DIFFER = 5 * 60_000;

/** The memory of a ref after a job was started. Another attempt for the same build changes nothing. */
export function afterStart(known: StartedRef | undefined, job: Job, buildId: string, now: number): StartedRef {
  if (known?.buildId === buildId) return known;
  const push = pushOf(job, now);
  return {
    pushes: [...(known?.pushes ?? []), ...(push ? [push] : [])].slice(-MOST_PUSHES),
    // A time in the future would make everything late that is received before it.
    ...(job.receivedAt <= now && { receivedAt: job.receivedAt }),
    buildId,
    expiresAt: now + MEMORY,
  };
}

/**
 * Whether a push is late. A push counts as late only if the remembered pushes prove it.
 * @param onlyNewest a job that was received before the last started one is also late
 */
export function cameLate(job: Job, { pushes, receivedAt }: StartedRef, now: number, onlyNewest = false): boolean {
  const push = pushOf(job, now);
  const last = pushes.at(-1);
  if (push && last && isSignedBefore(push, last)) return true;
  if (push && isBeforeOneOf(pushes, push)) return true;
  if (push && last && isSignedBefore(last, push)) return false;
  return onlyNewest && receivedAt !== undefined && receivedAt <= now && job.receivedAt < receivedAt;
}

function pushOf({ eventType, commit, previousCommit, pushedAt }: Job, now: number): StartedPush | undefined {
  if (eventType !== 'PUSH' || commit === undefined) return undefined;
  return {
    commit,
    ...(previousCommit !== undefined && { previousCommit }),
    ...(pushedAt !== undefined && pushedAt <= now + CLOCKS_DIFFER && { pushedAt }),
  };
}

/**
 * Whether a remembered push began where this one ended. If so, that push is newer, unless this one moved the ref back
 * there from that push's commit or from a commit started after it. Where this push's commit was started before, only a
 * redelivery of that very push is late. A signed time later than that push's disproves all this.
 */
function isBeforeOneOf(pushes: readonly StartedPush[], push: StartedPush): boolean {
  const { commit, previousCommit } = push;
  const same = pushes.filter((started) => started.commit === commit);
  if (same.length > 0 && !same.some((started) => started.previousCommit === previousCommit)) return false;
  return pushes.some(
    (next, index) =>
      next.previousCommit === commit &&
      !isSignedBefore(next, push) &&
      !pushes.slice(index).some((started) => started.commit === previousCommit),
  );
}

const isSignedBefore = ({ pushedAt: one }: StartedPush, { pushedAt: other }: StartedPush): boolean =>
  one !== undefined && other !== undefined && one < other;
