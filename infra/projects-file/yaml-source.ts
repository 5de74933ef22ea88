import { isMap, isNode, isPair, isSeq, LineCounter, parseDocument, type Document, type YAMLParseError } from 'yaml';

/** A place in a text, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Problem extends Position {
  readonly message: string;
}

export type YamlPath = readonly (string | number)[];

/** A YAML text that knows where each of its values stands. */
export interface YamlSource {
  readonly value: unknown;
  /** Of the key or value at the path, or of the nearest thing around it that exists. */
  position(path: YamlPath): Position;
}

/** @returns the value with its positions, or what is wrong with the YAML: of each line the first, what follows comes of it */
export function readYaml(text: string): YamlSource | { readonly problems: readonly Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'error' });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({ ...at(error.pos[0]), message: describe(error, text) }));
    return { problems: problems.filter(({ line }, index) => problems.findIndex((one) => one.line === line) === index) };
  }
  try {
    return { value: document.toJS() as unknown, position: (path) => at(offsetOf(document, path)) };
  } catch (error) {
    // An alias of nothing, or so many that they would fill the memory.
    return { problems: [{ ...at(0), message: error instanceof Error ? error.message : String(error) }] };
  }
}

/** Without the place, which is told apart. Patterns are full of what YAML reads otherwise. */
function describe({ code, message, pos: [offset] }: YAMLParseError, text: string): string {
  if (code === 'MULTIPLE_DOCS') return 'there are several documents: keep one, without ---';
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const isInPattern = /pattern:[^,']*$/.test(before);
  return (message.split(' at line ')[0] ?? '') + (isInPattern ? ": write the pattern in single quotes, '…'" : '');
}

function offsetOf(document: Document, path: YamlPath): number {
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
