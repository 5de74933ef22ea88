import type { YamlPath } from './yaml/yaml-source.ts';

/** Reading what is broken ends whatever depends on it. */
class Unknowable extends Error {}

/** What depends on something that cannot be read. */
export function unknowable(): never {
  throw new Unknowable();
}

/** Hides a broken value: what reads it finds nothing, and what does not finds all that it would find otherwise. */
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

/** What is read, or undefined where a part of it is hidden. */
export function knowable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unknowable) return undefined;
    throw error;
  }
}

/** What is found before something hidden is read. */
export function* untilUnknowable<T>(find: () => Iterable<T>): Iterable<T> {
  // Of a generator, this already reads the arguments.
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
