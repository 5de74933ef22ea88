import { knowable } from './knowable.ts';
import type { YamlPath } from './yaml/yaml-source.ts';

/** Every text in a value that is not hidden, with its path. */
export function* textsIn(
  value: unknown,
  path: YamlPath = [],
): Iterable<{ readonly path: YamlPath; readonly text: string }> {
  if (typeof value === 'string') yield { path, text: value };
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    const member = knowable(() => (value as Readonly<Record<string, unknown>>)[key]);
    yield* textsIn(member, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}
