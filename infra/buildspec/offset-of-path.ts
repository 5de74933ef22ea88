import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Scalar,
  type Alias,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';

/** The keys and indexes that lead to a value. */
export type YamlPath = readonly (string | number)[];

type TargetOf = (alias: Alias, document: Document) => Node | undefined;

/** The parser's own search, whose time grows with the document. */
const search: TargetOf = (alias, document) => alias.resolve(document);

/** The offset of the key or value at the path, or else of the nearest existing node around it. */
export const offsetOfPath = (document: Document, path: YamlPath, targetOf = search): number =>
  follow(document, path, targetOf).offset;

/** The value at the path, following aliases and merges; undefined if there is none. */
export function nodeAtPath(document: Document, path: YamlPath, targetOf = search): Node | undefined {
  const { node, isWhole } = follow(document, path, targetOf);
  return isWhole ? resolver(document, targetOf)(node) : undefined;
}

interface Followed {
  readonly node: unknown;
  readonly offset: number;
  /** Whether the whole path was found. */
  readonly isWhole: boolean;
}

function follow(document: Document, path: YamlPath, targetOf: TargetOf): Followed {
  const resolved = resolver(document, targetOf);
  let node: unknown = document.contents;
  let offset = 0;
  for (const key of path) {
    const inside = resolved(node);
    if (isMap(inside)) {
      const pair = findPair(inside, String(key), resolved);
      if (!pair) return { node, offset, isWhole: false };
      offset = startOf(pair.key, offset);
      node = pair.value;
    } else if (isSeq(inside) && Number(key) in inside.items) {
      node = inside.items[Number(key)];
      offset = startOf(node, offset);
    } else return { node, offset, isWhole: false };
  }
  return { node, offset, isWhole: true };
}

/** The last key of a name takes precedence, then merged mappings: https://yaml.org/type/merge.html */
function findPair(map: YAMLMap, name: string, resolved: Resolved): Pair | undefined {
  const own = map.items.findLast(({ key }) => isScalar(key) && String(key.value) === name);
  if (own) return own;
  for (const { value } of map.items.filter(isMerge)) {
    const merged = resolved(value);
    for (const source of isSeq(merged) ? merged.items : [merged]) {
      const from = resolved(source);
      const found = isMap(from) ? findPair(from, name, resolved) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

/** The parser converts this key to a symbol. */
export const isMerge = ({ key }: Pair): boolean => isScalar(key) && key.source === '<<' && key.type === Scalar.PLAIN;

type Resolved = (node: unknown) => Node | undefined;

const resolver =
  (document: Document, targetOf: TargetOf): Resolved =>
  (node) =>
    isAlias(node) ? targetOf(node, document) : (node as Node | undefined);

const startOf = (node: unknown, otherwise: number): number => (node as Node | null)?.range?.[0] ?? otherwise;
