import { isAlias, isMap, isScalar, isSeq, type Alias, type Node, type YAMLMap } from 'yaml';
import { isMerge } from '../../buildspec/offset-of-path.ts';

export interface SizedValue {
  readonly value: unknown;
  /** The number of values, counted as often as aliases repeat them. */
  readonly size: number;
}

type Entries = ReadonlyMap<string, SizedValue>;

/**
 * Returns the value of a node. Each part is read once, and aliases of the same part share one object, so that neither
 * time nor memory grows with the repetitions.
 *
 * @param targets the target of each alias, which never contains the alias itself
 */
export function valueOf(root: Node | null, targets: ReadonlyMap<Alias, Node>): SizedValue {
  const values = new Map<Node, SizedValue>();
  const mappings = new Map<YAMLMap, Entries>();
  const resolve = (node: unknown): unknown => (isAlias(node) ? targets.get(node) : node);

  function read(node: unknown): SizedValue {
    const target = resolve(node);
    if (!isSeq(target) && !isMap(target)) return { value: isScalar(target) ? target.value : null, size: 1 };
    const made = values.get(target) ?? (isSeq(target) ? list(target.items.map(read)) : mapping(entriesOf(target)));
    values.set(target, made);
    return made;
  }

  /** Its own entries and, with lower precedence, merged ones: https://yaml.org/type/merge.html */
  function entriesOf(map: YAMLMap): Entries {
    const known = mappings.get(map);
    if (known) return known;
    const entries = new Map<string, SizedValue>();
    for (const pair of map.items) if (!isMerge(pair)) entries.set(nameOf(pair.key), read(pair.value));
    for (const { value } of map.items.filter(isMerge)) {
      const sources = resolve(value);
      for (const source of isSeq(sources) ? sources.items : [sources]) {
        const from = resolve(source);
        for (const [key, each] of isMap(from) ? entriesOf(from) : []) if (!entries.has(key)) entries.set(key, each);
      }
    }
    mappings.set(map, entries);
    return entries;
  }

  return read(root);
}

const list = (items: readonly SizedValue[]): SizedValue => ({
  value: items.map(({ value }) => value),
  size: sizeOf(items),
});

const mapping = (entries: Entries): SizedValue => ({
  value: Object.fromEntries([...entries].map(([key, { value }]) => [key, value])),
  size: sizeOf([...entries.values()]),
});

const sizeOf = (members: readonly SizedValue[]): number => members.reduce((sum, { size }) => sum + size, 1);

const nameOf = (key: unknown): string => String(isScalar(key) ? (key.value ?? '') : key);
