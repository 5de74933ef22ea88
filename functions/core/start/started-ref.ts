import type { Job } from './job.ts';

/** A push that was started: what tells its place among the pushes of its ref. Times are milliseconds since 1970. */
export interface StartedPush {
  readonly commit: string;
  /** Absent where the ref was new. */
  readonly previousCommit?: string;
  /** Of the host, as it signed it. */
  readonly pushedAt?: number;
}

/** What is remembered of a ref of a project. */
export interface StartedRef {
  /** The last ones, in the order they were started. */
  readonly pushes: readonly StartedPush[];
  /** Of the job last started, whatever its event; absent where the clock that gave it was ahead. */
  readonly receivedAt?: number;
  /** Of the same job. */
  readonly buildId: string;
  readonly expiresAt: number;
}

/** Pushes that are remembered of a ref. */
const MOST_PUSHES = 16;

/**
 * A year. A job is refused when it is older than 28 days, but its host may deliver a push again long after it was made:
 * GitHub for three days, Gitea for as long as it keeps the delivery.
 */
const MEMORY = 366 * 24 * 3600_000;

/** How far a host's clock may be ahead of ours. */
const CLOCKS_DIFFER = 5 * 60_000;

/** What a ref's memory is after a job was started. An attempt that comes again for the same build changes nothing. */
export function afterStart(known: StartedRef | undefined, job: Job, buildId: string, now: number): StartedRef {
  if (known?.buildId === buildId) return known;
  const push = pushOf(job, now);
  return {
    pushes: [...(known?.pushes ?? []), ...(push ? [push] : [])].slice(-MOST_PUSHES),
    // A time that lies ahead would make late whatever is received until then.
    ...(job.receivedAt <= now && { receivedAt: job.receivedAt }),
    buildId,
    expiresAt: now + MEMORY,
  };
}

/**
 * A push that is late if the remembered ones prove it; what nothing proves is not.
 *
 * @param onlyNewest a job received before the one last started is late too
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
 * Whether a remembered push began where this one ended. It did so later, unless this one moved the ref back there:
 * from that push's commit, or from one started after it. Where this one's commit was started before, only a redelivery
 * of that very push is late. A signed time that is later than that push's refutes all this.
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
