import type { YamlPath } from './yaml/yaml-source.ts';

/** Thrown when something invalid is read, so that everything that depends on it is skipped. */
class Unknowable extends Error {}

/** Called for a value that cannot be read. */
export function unknowable(): never {
  throw new Unknowable();
}

/** Hides an invalid value: code that reads it stops, and all other code works as usual. */
export function hide(value: unknown, path: YamlPath): void {
  knowable(() => {
    let holder = value;
    for (const [index, key] of path.entries()) {
      if (typeof holder !== 'object' || holder === null) return;
      const member = (holder as Readonly<Record<string, unknown>>)[key];
      if (index === path.length - 1 || typeof member !== 'object' || member === null) {
        Object.defineProperty(holder, key, { get: unknowable, enumerable: true, configurable: true });
        return;
      }
      holder = member;
    }
  });
}

/** The result of `read`, or undefined if a part of it is hidden. */
export function knowable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unknowable) return undefined;
    throw error;
  }
}

/** Everything that is found before something hidden is read. */
export function* untilUnknowable<T>(find: () => Iterable<T>): Iterable<T> {
  // For a generator, this already reads the arguments.
  const iterator = knowable(() => find()[Symbol.iterator]());
  for (;;) {
    const next = knowable(() => iterator?.next());
    if (!next || next.done) return;
    yield next.value;
  }
}

/** The items of a list that are not hidden, with their indexes. */
export function knowableItems<T>(list: readonly T[]): readonly (readonly [number, T])[] {
  return Array.from(list.keys()).flatMap((index) => {
    const item = knowable(() => [index, list[index]!] as const);
    return item ? [item] : [];
  });
}
