import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type Scalar, type YAMLMap } from 'yaml';
import type { BuildspecFindingId } from '../findings/buildspec-findings.ts';
import type { Say } from './say.ts';
import { BUILDSPEC_KEYS, type BuildspecMapping } from './buildspec-keys.ts';
import { suggestName } from '../findings/suggest-name.ts';

/** A key of a mapping, with its position and value. */
export interface Field {
  readonly key: string;
  /** Offset in the text. */
  readonly at: number;
  readonly value: Node | null;
}

/** Reads values from a document's nodes. It reports what is wrong and returns a harmless value instead. */
export interface NodeReader {
  /** The fields of a mapping with fixed keys; unknown keys are reported as having no effect. */
  known(node: Node | null, mapping: BuildspecMapping, path: string): Map<string, Field>;
  fields(node: Node | null, path: string): Field[];
  text(node: Node | null, path: string): string | undefined;
  /** The texts in a mapping, by key. */
  texts(node: Node | null, path: string): Record<string, string>;
  /** The texts in a list; a single text counts as a list of one. */
  list(node: Node | null, path: string): string[];
  flag(node: Node | null, path: string): boolean;
  resolved(node: Node | null): Node | null;
}

/** @param ignored receives the paths of keys that have no effect outside of AWS */
export function createNodeReader(
  document: Document,
  say: Say<number, BuildspecFindingId>,
  ignored: string[],
): NodeReader {
  function resolved(node: Node | null): Node | null {
    if (!isAlias(node)) return node;
    const target = node.resolve(document);
    if (!target) say('buildspec-alias', offsetOf(node), aliasProblem(node.source));
    return target ?? null;
  }

  function fields(unresolved: Node | null, path: string): Field[] {
    const node = resolved(unresolved);
    if (isNothing(node)) return [];
    if (!isMap(node)) {
      say('buildspec-type', offsetOf(node), `${path} is ${describe(node)}: write a mapping of keys to values`);
      return [];
    }
    return (node as YAMLMap<Node, Node | null>).items.flatMap(({ key, value }) => {
      const name = isScalar(key) ? scalarText(key) : String(key);
      // A merge key of YAML 1.1: adds the fields of other mappings, with lower precedence than the mapping's own.
      if (name === '<<') return merged(value, path);
      return [{ key: name, at: offsetOf(key), value }];
    });
  }

  function merged(unresolved: Node | null, path: string): Field[] {
    const node = resolved(unresolved);
    return isSeq(node) ? (node.items as Node[]).flatMap((item) => fields(item, path)) : fields(node, path);
  }

  function known(node: Node | null, mapping: BuildspecMapping, path: string): Map<string, Field> {
    const keys: Readonly<Record<string, 'read' | 'ignored'>> = BUILDSPEC_KEYS[mapping];
    const found = new Map<string, Field>();
    for (const field of fields(node, path || 'the buildspec')) {
      const name = path === '' ? field.key : `${path}.${field.key}`;
      const use = Object.hasOwn(keys, field.key) ? keys[field.key] : undefined;
      if (use === undefined) {
        const right = suggestName(field.key, Object.keys(keys));
        say(
          'buildspec-unknown-key',
          field.at,
          `"${name}" is not a valid key of a buildspec and has no effect: ${right}`,
        );
        continue;
      }
      if (use === 'ignored') ignored.push(name);
      if (found.has(field.key))
        say(
          'buildspec-duplicate-key',
          field.at,
          `the key "${name}" appears twice, and CodeBuild uses only the last one: remove the others`,
        );
      found.set(field.key, field);
    }
    return found;
  }

  function text(unresolved: Node | null, path: string): string | undefined {
    const node = resolved(unresolved);
    if (isNothing(node)) return '';
    if (isScalar(node)) return scalarText(node);
    say('buildspec-type', offsetOf(node), `${path} is ${describe(node)}: write a text`);
    return undefined;
  }

  function texts(node: Node | null, path: string): Record<string, string> {
    const entries = fields(node, path).map(({ key, value }) => [key, text(value, `${path}.${key}`)] as const);
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
  }

  function list(unresolved: Node | null, path: string): string[] {
    const node = resolved(unresolved);
    if (isNothing(node)) return [];
    const items = isSeq(node) ? (node.items as (Node | null)[]) : [node];
    return items.flatMap((item, index) => text(item, isSeq(node) ? `${path}[${index}]` : path) || []);
  }

  function flag(node: Node | null, path: string): boolean {
    const value = text(node, path)?.toLowerCase();
    if (value !== undefined && !YES.has(value) && !NO.has(value)) {
      say('buildspec-type', offsetOf(node), `"${value}" is not a valid value of ${path} (allowed: yes, no)`);
    }
    return YES.has(value ?? '');
  }

  return { known, fields, text, texts, list, flag, resolved };
}

/** libyaml's message, followed by the most likely cause. */
const aliasProblem = (name: string): string =>
  /^[\w-]+$/.test(name)
    ? `unknown anchor '${name}' referenced: write a text that begins with * in quotes, "*${name}"`
    : `did not find expected alphabetic or numeric character: write a text that begins with * in quotes, "*${name}"`;

const YES = new Set(['yes', 'true', 'on']);
const NO = new Set(['no', 'false', 'off', '']);

/** A scalar as written: CodeBuild reads `- true` as the command "true", and 0.20 as "0.20". */
export const scalarText = (scalar: Scalar): string =>
  typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? String(scalar.value));

export const isNothing = (node: Node | null): node is null => node === null || (isScalar(node) && node.value === null);

export const offsetOf = (node: Node | null): number => node?.range?.[0] ?? 0;

const describe = (node: Node | null): string => {
  if (isSeq(node)) return 'a list';
  return isMap(node) ? 'a mapping' : 'a single value';
};
