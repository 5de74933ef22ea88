export interface KeptValue<T> {
  /** What was loaded no longer than `maxAge` ago, else what is loaded now, once for all who ask. @throws what loading throws */
  read(now: number, maxAge: number): Promise<T>;
  /** What was loaded last, however long ago; undefined where nothing was. */
  last(): { readonly value: T; readonly at: number } | undefined;
}

/** Keeps what was loaded. A load that fails changes nothing. All times are milliseconds. */
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
