import { isMap, isNode, isPair, isSeq, type Document } from 'yaml';

/** The keys and indexes that lead to a value. */
export type YamlPath = readonly (string | number)[];

/** Where the key or value at the path stands in the text, or else the nearest thing around it that exists. */
export function offsetOfPath(document: Document, path: YamlPath): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isNode(item.key) && String(item.key) === String(key));
      if (!pair) break;
      offset = startOf(pair.key, offset);
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      offset = startOf(node, offset);
    } else break;
  }
  return offset;
}

const startOf = (node: unknown, otherwise: number): number =>
  isNode(node) ? (node.range?.[0] ?? otherwise) : otherwise;
