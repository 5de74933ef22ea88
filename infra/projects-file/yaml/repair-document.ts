import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Scalar,
  visit,
  type Alias,
  type Document,
  type Node,
  type YAMLMap,
} from 'yaml';
import type { Found } from '../../findings/finding.ts';
import { isMerge } from '../../buildspec/offset-of-path.ts';

/** What is wrong with a document although its text is valid YAML. */
interface FoundAt extends Found {
  readonly offset: number;
}

export interface Repaired {
  readonly problems: readonly FoundAt[];
  /** Texts that are placeholders. */
  readonly guesses: ReadonlySet<Node>;
  /** The target of each alias. The parser's own search takes time proportional to the file for each alias. */
  readonly targets: ReadonlyMap<Alias, Node>;
}

/**
 * Finds mistakes that the parser accepts, and replaces them with what was most likely meant, so that the rest of the
 * file can be checked: a text that begins with `*` or `!` should have been quoted.
 *
 * @param lineOf converts an offset to a line
 */
export function repairDocument(document: Document, text: string, lineOf: (offset: number) => number): Repaired {
  const problems: FoundAt[] = [];
  const guesses = new Set<Node>();
  const targets = new Map<Alias, Node>();
  const anchors = new Map<string, Node>();

  function guess(meant: string, { range }: Node): Scalar {
    const scalar = new Scalar(meant);
    if (range) scalar.range = range;
    guesses.add(scalar);
    return scalar;
  }

  function readAlias(alias: Alias, around: readonly unknown[]): Node | undefined {
    const target = anchors.get(alias.source);
    if (target && !around.includes(target)) {
      targets.set(alias, target);
      return undefined;
    }
    const written = `*${alias.source}`;
    const why = target
      ? 'refers to a part of the file that contains the alias itself'
      : `is an alias, but no anchor &${alias.source} precedes it`;
    const message = `${written} ${why}: to write a text that begins with *, use quotes, '${written}'`;
    problems.push({ id: 'yaml-alias', offset: startOf(alias), message });
    return guess(written, alias);
  }

  function readTag(node: Node): Node | undefined {
    const tag = unknownTag(node, document, text);
    if (!tag) return undefined;
    const written = text.slice(tag[0], isScalar(node) ? Math.max(tag[1], node.range?.[1] ?? 0) : tag[1]);
    const message = `${text.slice(...tag)} is a tag, and tags are not supported: to write a text that begins with !, use quotes, '${written}'`;
    problems.push({ id: 'yaml-tag', offset: tag[0], message });
    return isScalar(node) ? guess(written, node) : undefined;
  }

  const isMergeable = (value: unknown): boolean => {
    const resolve = (node: unknown): unknown => (isAlias(node) ? anchors.get(node.source) : node);
    const resolved = resolve(value);
    return (isSeq(resolved) ? resolved.items : [resolved]).every((source) => isMap(resolve(source)));
  };

  visit(document, {
    Pair(_, pair) {
      if (!isMerge(pair) || isMergeable(pair.value)) return undefined;
      const message =
        '<< merges a mapping, but its value is not an alias of a mapping: write &name before the mapping to merge, and <<: *name here';
      problems.push({ id: 'yaml-merge', offset: startOf(pair.key), message });
      return visit.REMOVE;
    },
    Node(_, node, around) {
      if (isAlias(node)) return readAlias(node, around);
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
      if (isMap(node)) problems.push(...duplicateKeys(node, lineOf));
      return readTag(node);
    },
  });
  return { problems, guesses, targets };
}

const startOf = (node: unknown): number => (node as Node | null)?.range?.[0] ?? 0;

function* duplicateKeys(map: YAMLMap, lineOf: (offset: number) => number): Iterable<FoundAt> {
  const first = new Map<string, number>();
  for (const pair of map.items) {
    if (!isScalar(pair.key) || isMerge(pair)) continue;
    const name = String(pair.key.value);
    const before = first.get(name);
    if (before === undefined) first.set(name, startOf(pair.key));
    else {
      const message = `the key "${name}" appears twice in this mapping, first on line ${lineOf(before)}: remove one of the two`;
      yield { id: 'yaml-duplicate-key', offset: startOf(pair.key), message };
    }
  }
}

/** The start and end of a node's tag, if YAML does not know it. */
function unknownTag(node: Node, { warnings }: Document, text: string): readonly [number, number] | undefined {
  const start = node.range?.[0];
  if (start === undefined || !('tag' in node) || node.tag === undefined) return undefined;
  const warning = warnings.find(
    ({ code, pos: [, end] }) =>
      code === 'TAG_RESOLVE_FAILED' && end <= start && /^\s*(?:&\S+\s*)?$/.test(text.slice(end, start)),
  );
  return warning?.pos;
}
