import type { YamlPath } from '../yaml/yaml-source.ts';
import { isMapping, nameOf, type Correction, type Mapping } from './correction.ts';
import { requiredPartsOf, type SchemaParts } from './schema-parts.ts';

/** A list, or what was meant as one: a mapping of names, a single item, a list whose inner list lacks dashes. */
export function correctList({ item }: SchemaParts, value: unknown, path: YamlPath, correction: Correction): unknown {
  const each = requiredPartsOf(item!);
  const list = Array.isArray(value)
    ? withInnerLists(each, value, path, correction)
    : asList(each, value, path, correction);
  if (!list) {
    correction.leave(path);
    return value;
  }
  return list.map((element, index) => correction.correct(item!, element, [...path, index]));
}

/** In a list of lists, a single dash begins a group and each of its items. */
function withInnerLists(
  each: SchemaParts,
  list: readonly unknown[],
  path: YamlPath,
  correction: Correction,
): readonly unknown[] {
  const first = list.findIndex(isMapping);
  if (each.type !== 'array' || first === -1) return list;
  const [outer, at] = [nameOf(path), correction.inText(path)];
  correction.say(
    'wrong-type',
    [...path, first],
    `${outer} must be a list of lists: begin the first filter of each group with two dashes, "- - ", and write the dash of every further filter below the second of these dashes`,
  );
  if (!list.every(isMapping)) {
    for (const [index, element] of list.entries()) {
      if (isMapping(element)) correction.move([...path, index, 0], [...at, index]);
    }
    return list.map((element) => (isMapping(element) ? [element] : element));
  }
  correction.move([...path, 0], at);
  return [list];
}

function asList(
  each: SchemaParts,
  value: unknown,
  path: YamlPath,
  correction: Correction,
): readonly unknown[] | undefined {
  const [name, at] = [nameOf(path), correction.inText(path)];
  if (!isMapping(value)) {
    const texts = typeof value === 'string' ? value.split(/[\s,]+/).filter((text) => text !== '') : [value];
    const isOfScalars = ['string', 'number', 'picklist', 'enum'].includes(each.type);
    const right = isOfScalars ? `write [${texts.join(', ')}]` : 'begin each item with "- "';
    correction.say('wrong-type', path, `${name} must be a list: ${right}`);
    if (!isOfScalars) return undefined;
    for (const index of texts.keys()) correction.move([...path, index], at);
    return texts;
  }
  const keys = Object.keys(value);
  const glued = keys.find((key) => /^-\S/.test(key));
  if (glued !== undefined) {
    correction.move([...path, 0], [...at, glued]);
    correction.say(
      'wrong-type',
      [...path, 0],
      `"${glued}" lacks a space: write a space after each dash, for example "- ${glued.slice(1)}: …"`,
    );
    return undefined;
  }
  const { entries = {} } = each;
  if (each.type === 'array' || keys.every((key) => Object.hasOwn(entries, key))) {
    correction.say('wrong-type', path, `${name} must be a list: write "- " before the first key of each item`);
    if (each.type === 'array') return undefined;
    correction.move([...path, 0], at);
    return [value];
  }
  const named = NAMES.find((key) => Object.hasOwn(entries, key));
  const [first = ''] = keys;
  if (named === undefined) {
    correction.say('wrong-type', path, `${name} must be a list: begin each item with "- " instead of a name`);
    return undefined;
  }
  correction.say('wrong-type', path, `${name} must be a list: write "- ${named}: ${first}" instead of "${first}:"`);
  return keys.map((key, index) => {
    correction.move([...path, index], [...at, key]);
    const member = value[key];
    if (!isMapping(member)) correction.move([...path, index, 'value'], [...at, key]);
    const rest: Mapping = isMapping(member) ? member : 'value' in entries ? { value: member } : {};
    return { [named]: key, ...rest };
  });
}

/** The key that names an item, if a list was written as a mapping. */
const NAMES = ['name', 'key'];
