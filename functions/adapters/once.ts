/**
 * Makes a value at the first call and keeps it. If making it throws, nothing is kept, and the next call tries again.
 */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
