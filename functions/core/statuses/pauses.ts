/** How long a refused credential is not used again. */
const REFUSED = 5 * 60_000;

/** What an instance remembers about hosts that currently accept no statuses. Times are milliseconds since 1970. */
export interface Pauses {
  /** When the hook's host accepts statuses again; undefined if it accepts them now. */
  until(hook: string, now: number): number | undefined;
  pause(hook: string, until: number): void;
  /** Whether the hook's credential was recently refused for the repository. */
  isRefused(hook: string, fullName: string, now: number): boolean;
  /** @returns whether this is the first refusal, which is worth a line in the log */
  refuse(hook: string, fullName: string, now: number): boolean;
  /** Whether nothing has been logged about the hook's scopes yet. */
  isNews(hook: string): boolean;
}

export function createPauses(): Pauses {
  const paused = new Map<string, number>();
  const told = new Set<string>();
  const refused = new Map<string, number>();
  const keyOf = (hook: string, fullName: string): string => `${hook} ${fullName.toLowerCase()}`;
  return {
    until(hook, now) {
      const end = paused.get(hook);
      return end !== undefined && end > now ? end : undefined;
    },
    pause: (hook, until) => void paused.set(hook, Math.max(until, paused.get(hook) ?? 0)),
    isRefused: (hook, fullName, now) => (refused.get(keyOf(hook, fullName)) ?? 0) > now,
    refuse(hook, fullName, now) {
      const key = keyOf(hook, fullName);
      const isFirst = !refused.has(key);
      refused.set(key, now + REFUSED);
      return isFirst;
    },
    isNews(hook) {
      const isNews = !told.has(hook);
      told.add(hook);
      return isNews;
    },
  };
}
