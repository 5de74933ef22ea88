import type { GenericSchema } from 'valibot';
import { nearestName } from '../../findings/nearest-name.ts';
import { suggestName } from '../../findings/suggest-name.ts';
import type { YamlPath } from '../yaml/yaml-source.ts';
import { isMapping, keyOf, nameOf, type Correction, type Entries, type Mapping } from './correction.ts';
import { requiredPartsOf, type SchemaParts } from './schema-parts.ts';

/** A mapping with fixed keys or of names, or what was meant as one: a list, or just true. */
export function correctMapping(schema: SchemaParts, value: unknown, path: YamlPath, correction: Correction): unknown {
  const mapping = isMapping(value)
    ? value
    : Array.isArray(value)
      ? fromList(schema, value, path, correction)
      : fromScalar(schema, value, path, correction);
  if (!mapping) {
    correction.leave(path);
    return value;
  }
  return schema.entries
    ? correctKeys(schema.entries, mapping, path, correction)
    : correctNames(schema.value!, mapping, path, correction);
}

const mappingAt = (path: YamlPath): string =>
  typeof path.at(-1) === 'number' ? `an item of ${nameOf(path)}` : nameOf(path);

function fromList(
  { entries }: SchemaParts,
  list: readonly unknown[],
  path: YamlPath,
  correction: Correction,
): Mapping | undefined {
  const [first] = list;
  const name = isMapping(first) && typeof first['name'] === 'string' ? first['name'] : undefined;
  const named =
    name === undefined
      ? 'write the name of each item as a key, without a dash'
      : `write "${name}:" instead of "- name: ${name}"`;
  const right = entries ? 'remove the dashes before the keys' : named;
  correction.say('wrong-type', path, `${mappingAt(path)} must be a mapping, not a list: ${right}`);
  if (!list.every(isMapping)) return undefined;
  const at = correction.inText(path);
  return Object.fromEntries(
    list.flatMap((item, index) => {
      const { name, ...rest } = item;
      if (!entries && typeof name === 'string') {
        correction.move([...path, name], [...at, index]);
        return [[name, rest]];
      }
      for (const key of Object.keys(item)) correction.move([...path, key], [...at, index, key]);
      return Object.entries(item);
    }),
  );
}

function fromScalar(
  { entries = {} }: SchemaParts,
  value: unknown,
  path: YamlPath,
  correction: Correction,
): Mapping | undefined {
  const name = mappingAt(path);
  const keys = Object.keys(entries);
  const flag = keys.find((key) => requiredPartsOf(entries[key]!).type === 'boolean');
  if (typeof value === 'boolean' && flag !== undefined) {
    correction.say(
      'wrong-type',
      path,
      `${name} must be a mapping, not ${value}: write ${keyOf(path)}: { ${flag}: ${value} }`,
    );
    return { [flag]: value };
  }
  const such = keys.length > 0 ? ` (such as ${keys.slice(0, 3).join(', ')})` : '';
  const wrong = value === null ? 'has no value' : 'must be a mapping';
  correction.say(
    value === null ? 'empty-value' : 'wrong-type',
    path,
    `${name} ${wrong}: indent its keys${such} on the lines below it`,
  );
  return undefined;
}

function correctKeys(entries: Entries, written: Mapping, path: YamlPath, correction: Correction): Mapping {
  correction.enter(path, entries);
  const mapping = withRightNames(entries, withIndentation(entries, written, path, correction), path, correction);
  return Object.fromEntries(
    Object.entries(mapping).flatMap(([key, member]) => {
      const at = [...path, key];
      if (Object.hasOwn(entries, key)) return [[key, correction.correct(entries[key]!, member, at)]];
      if (isOwn(path, key)) return [];
      correction.say('unknown-key', at, whatIsWrong(key, member, entries));
      return [];
    }),
  );
}

/** Parts that the user defines at the top and merges into others with `<<`. */
const isOwn = (path: YamlPath, key: string): boolean => path.length === 0 && key.startsWith('x-');

function whatIsWrong(key: string, member: unknown, entries: Entries): string {
  const [, before, after] = /^([\w-]+):(\S+)$/.exec(key) ?? [];
  if (member === null && before !== undefined && Object.hasOwn(entries, before)) {
    return `"${key}" lacks a space: write ${before}: ${after}, with a space after the colon`;
  }
  if (/^-\S/.test(key)) return `"${key}" lacks a space: write "- ${key.slice(1)}", with a space after the dash`;
  const known = Object.keys(entries);
  const docs = known.length > MOST_NAMES ? 'see the keys of a project in docs/projects-file.md' : undefined;
  return `"${key}" is not a valid key here: ${suggestName(key, known, docs)}`;
}

/** Longer lists do not help. */
const MOST_NAMES = 20;

/** Replaces misspelt keys with the correct names. */
function withRightNames(entries: Entries, mapping: Mapping, path: YamlPath, correction: Correction): Mapping {
  const rights = new Map<string, string>();
  for (const key of Object.keys(mapping)) {
    if (Object.hasOwn(entries, key) || isOwn(path, key)) continue;
    const right = nearestName(key, Object.keys(entries));
    if (right === undefined || Object.hasOwn(mapping, right) || rights.has(right)) continue;
    rights.set(right, key);
    correction.move([...path, right], correction.inText([...path, key]));
  }
  const capitals = [...rights].filter(([right, key]) => isCapital(key, right));
  const areMany = capitals.length > 1;
  for (const [right, key] of rights) {
    if (areMany && isCapital(key, right)) continue;
    correction.say('unknown-key', [...path, right], `"${key}" is not a valid key here: did you mean "${right}"?`);
  }
  if (areMany) {
    const keys = capitals.map(([, key]) => key).join(', ');
    const right = capitals.map(([name]) => name).join(', ');
    const message = `${keys} are the names of keys in CloudFormation: write ${right}, as in CodeBuild's API`;
    correction.say('unknown-key', [...path, capitals[0]![0]], message);
  }
  const nameOfKey = new Map([...rights].map(([right, key]) => [key, right]));
  return Object.fromEntries(Object.entries(mapping).map(([key, member]) => [nameOfKey.get(key) ?? key, member]));
}

const isCapital = (key: string, right: string): boolean =>
  /^[A-Z]/.test(key) && key.toLowerCase() === right.toLowerCase();

/** Moves keys that belong one level deeper or higher, if they fit in only one place. */
function withIndentation(entries: Entries, mapping: Mapping, path: YamlPath, correction: Correction): Mapping {
  const result: Record<string, unknown> = { ...mapping };
  for (const [key, member] of Object.entries(mapping)) {
    if (Object.hasOwn(entries, key) || isOwn(path, key)) continue;
    const at = [...path, key];
    const parent = parentOf(key, entries, result);
    const above = path.slice(0, -1);
    if (parent !== undefined) {
      const isThere = Object.hasOwn(mapping, parent);
      const how = isThere ? `indent it below "${parent}"` : `write ${parent}: on the line above it, and indent it`;
      correction.say('unknown-key', at, `the key "${key}" belongs below "${parent}": ${how}`);
      correction.move([...path, parent, key], correction.inText(at));
      const siblings = result[parent];
      result[parent] = { ...(isMapping(siblings) && siblings), [key]: member };
    } else if (typeof path.at(-1) === 'string' && Object.hasOwn(correction.entriesAt(above) ?? {}, key)) {
      correction.say(
        'unknown-key',
        at,
        `the key "${key}" belongs next to ${nameOf(path)}, not below it: indent it like ${nameOf(path)}`,
      );
      correction.leave([...above, key]);
    } else continue;
    delete result[key];
  }
  return result;
}

/** The empty key that can contain it, or else the only key that can. */
function parentOf(key: string, entries: Entries, mapping: Mapping): string | undefined {
  const parents = Object.keys(entries).filter((parent) => {
    const inside = requiredPartsOf(entries[parent]!).entries;
    const member = mapping[parent] ?? {};
    return inside && Object.hasOwn(inside, key) && isMapping(member) && !Object.hasOwn(member, key);
  });
  const there = parents.filter((parent) => Object.hasOwn(mapping, parent));
  const empty = there.find((parent) => mapping[parent] === null);
  if (empty !== undefined) return empty;
  return [there, parents].find(({ length }) => length === 1)?.[0];
}

function correctNames(each: GenericSchema, mapping: Mapping, path: YamlPath, correction: Correction): Mapping {
  return Object.fromEntries(
    Object.entries(mapping).map(([name, member]) => {
      const at = [...path, name];
      if (UNREAD_NAMES.has(name)) {
        correction.say('forbidden-name', at, `"${name}" cannot be used as a name here: choose another name`);
      }
      return [name, correction.correct(each, member, at)];
    }),
  );
}

/** Names that valibot's records silently omit (https://github.com/fabian-hiller/valibot: _isValidObjectKey). */
const UNREAD_NAMES: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);
