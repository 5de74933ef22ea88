import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/** A projects file with every key, each in its right shape. */
export const EVERY_KEY: unknown = parse(readFileSync(path.join(import.meta.dirname, 'every-key.yml'), 'utf8'));

export interface Variant {
  /** "projects[].badge: null" */
  readonly what: string;
  readonly value: unknown;
}

/** Variants of a value: each value inside is removed or replaced by one of another shape, for every shape. */
export const brokenVariants = (value: unknown): readonly Variant[] =>
  pathsIn(value).flatMap((at) =>
    Object.entries(REPLACEMENTS).map(([name, replace]) => ({
      what: `${nameOf(at)}: ${name}`,
      // As in a text, which has no undefined.
      value: JSON.parse(JSON.stringify(replaced(value, at, replace))) as unknown,
    })),
  );

const REPLACEMENTS: Readonly<Record<string, (value: unknown) => unknown>> = {
  nothing: () => undefined,
  null: () => null,
  true: () => true,
  'a number': () => -7,
  'a text': () => 'no such thing!',
  'an empty text': () => '',
  'an empty list': () => [],
  'a list of itself': (value) => [value],
  'an empty mapping': () => ({}),
  'a mapping with another key': (value) => ({ ...(isMapping(value) && value), unknown: 'x' }),
};

type Path = readonly (string | number)[];

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The path of every value inside, depth first. */
function pathsIn(value: unknown, at: Path = []): readonly Path[] {
  const members: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : isMapping(value)
      ? Object.entries(value)
      : [];
  return members.flatMap(([key, member]) => [[...at, key], ...pathsIn(member, [...at, key])]);
}

/** In the form of the projects file's reference: projects[].badge.branch */
export const keysIn = (value: unknown): ReadonlySet<string> => new Set(pathsIn(value).map(nameOf));

const nameOf = (at: Path): string =>
  at
    .map((step) => (typeof step === 'number' ? '[]' : `.${step}`))
    .join('')
    .slice(1);

function replaced(value: unknown, [key, ...rest]: Path, replace: (value: unknown) => unknown): unknown {
  if (key === undefined) return replace(value);
  if (Array.isArray(value)) return value.map((each, index) => (index === key ? replaced(each, rest, replace) : each));
  if (!isMapping(value)) return value;
  return { ...value, [key]: replaced(value[key], rest, replace) };
}
