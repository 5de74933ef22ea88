export interface Kept<T> {
  /** Undefined where nothing was ever loaded. */
  readonly value: T | undefined;
  /** False: loading failed, and the value is what was loaded last. */
  readonly isCurrent: boolean;
}

/**
 * Loads a value of each key at most once in a while, however many ask.
 *
 * @param milliseconds how long what was loaded is good
 * @param load what it throws is told to `onError`, and not kept
 * @returns a function of a key, of which there must be few, and of the time now
 */
export function keepFor<K, T>(
  milliseconds: number,
  load: (key: K) => Promise<T>,
  onError: (error: unknown) => void,
): (key: K, now: number) => Promise<Kept<T>> {
  const loaded = new Map<K, { readonly value: T; readonly at: number }>();
  const loading = new Map<K, Promise<T>>();

  return async (key, now) => {
    const before = loaded.get(key);
    if (before !== undefined && now - before.at < milliseconds) return { value: before.value, isCurrent: true };
    const underway = loading.get(key) ?? load(key);
    loading.set(key, underway);
    try {
      const value = await underway;
      loaded.set(key, { value, at: now });
      return { value, isCurrent: true };
    } catch (error) {
      onError(error);
      return { value: before?.value, isCurrent: false };
    } finally {
      loading.delete(key);
    }
  };
}
