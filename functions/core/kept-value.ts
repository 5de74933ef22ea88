export interface KeptValue<T> {
  /**
   * The last value if it was loaded at most `maxAge` ago; otherwise loads it, once for all callers. @throws what
   * loading throws
   */
  read(now: number, maxAge: number): Promise<T>;
  /** The last loaded value, however old; undefined if there is none. */
  last(): { readonly value: T; readonly at: number } | undefined;
}

/** Keeps the last loaded value. A failed load changes nothing. All times are milliseconds. */
export function keptValue<T>(load: (now: number) => Promise<T>): KeptValue<T> {
  let kept: { readonly value: T; readonly at: number } | undefined;
  let loading: Promise<T> | undefined;

  async function reload(now: number): Promise<T> {
    const value = await load(now);
    kept = { value, at: now };
    return value;
  }

  return {
    async read(now, maxAge) {
      if (kept && now - kept.at <= maxAge) return kept.value;
      return (loading ??= reload(now).finally(() => (loading = undefined)));
    },
    last: () => kept,
  };
}
