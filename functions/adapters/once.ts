/** Makes a value when it is first asked for and keeps it; what throws is not kept, and is made again. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
