import type { GenericSchema } from 'valibot';
import { suggestName } from '../buildspec/suggest-name.ts';
import type { YamlPath } from './yaml-source.ts';

export interface KeyProblem {
  readonly id: 'unknown-key' | 'forbidden-name';
  readonly path: YamlPath;
  readonly message: string;
}

/** The keys of a value, at any depth, that its schema does not know. */
export function checkKeys(schema: GenericSchema, value: unknown, path: YamlPath = []): readonly KeyProblem[] {
  const { wrapped, item, entries, value: each } = schema as SchemaParts;
  if (wrapped) return checkKeys(wrapped, value, path);
  if (item && Array.isArray(value)) {
    return value.flatMap((element, index) => checkKeys(item, element, [...path, index]));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const at = [...path, key];
    if (entries && Object.hasOwn(entries, key)) return checkKeys(entries[key]!, member, at);
    if (entries) {
      const right = suggestName(key, Object.keys(entries));
      return [{ id: 'unknown-key' as const, path: at, message: `${key} is unknown here: ${right}` }];
    }
    if (!each) return [];
    return [...(UNREAD_NAMES.has(key) ? [unreadable(key, at)] : []), ...checkKeys(each, member, at)];
  });
}

/** What valibot's schemas hold inside: optional ones, arrays, objects and records. */
interface SchemaParts {
  readonly wrapped?: GenericSchema;
  readonly item?: GenericSchema;
  readonly entries?: Readonly<Record<string, GenericSchema>>;
  readonly value?: GenericSchema;
}

/** What valibot's records leave out without a word (https://github.com/fabian-hiller/valibot: _isValidObjectKey). */
const UNREAD_NAMES: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);

const unreadable = (key: string, path: YamlPath): KeyProblem => ({
  id: 'forbidden-name',
  path,
  message: `${key} can't be a name here: choose another`,
});
