/** How long a refused credential is not used again. */
const REFUSED = 5 * 60_000;

interface Refusal {
  readonly commit: string;
  /** Absent while only this commit was refused. */
  readonly until?: number;
}

/** What an instance remembers about hosts that currently accept no statuses. Times are milliseconds since 1970. */
export interface Pauses {
  /** When the hook's host accepts statuses again; undefined if it accepts them now. */
  until(hook: string, now: number): number | undefined;
  pause(hook: string, until: number): void;
  /** Whether the key, of a repository and a credential, was recently refused. */
  isRefused(key: string, now: number): boolean;
  /**
   * Pauses the key if the credential is not valid, or if another commit was refused before: a single commit may be
   * missing, or on a branch that the credential has no access to.
   *
   * @returns whether this is the first refusal, which is worth a line in the log
   */
  refuse(key: string, commit: string, isInvalid: boolean, now: number): boolean;
  accept(key: string): void;
  /** Whether this was not asked before. */
  isNews(what: string): boolean;
}

export function createPauses(): Pauses {
  const paused = new Map<string, number>();
  const told = new Set<string>();
  const refused = new Map<string, Refusal>();
  return {
    until(hook, now) {
      const end = paused.get(hook);
      return end !== undefined && end > now ? end : undefined;
    },
    pause: (hook, until) => void paused.set(hook, Math.max(until, paused.get(hook) ?? 0)),
    isRefused: (key, now) => (refused.get(key)?.until ?? 0) > now,
    refuse(key, commit, isInvalid, now) {
      const before = refused.get(key);
      const pauses = isInvalid || (before !== undefined && before.commit !== commit);
      refused.set(key, { commit, ...(pauses && { until: now + REFUSED }) });
      return before === undefined;
    },
    accept: (key) => void refused.delete(key),
    isNews(what) {
      const isNews = !told.has(what);
      told.add(what);
      return isNews;
    },
  };
}
