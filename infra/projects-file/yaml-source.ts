import { isScalar, LineCounter, parseDocument, Scalar, type YAMLParseError } from 'yaml';
import { offsetOfPath, type YamlPath } from '../buildspec/offset-of-path.ts';

export type { YamlPath };

/** A place in a text, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Why a text is no YAML. */
export interface YamlProblem extends Position {
  readonly id: 'yaml-syntax' | 'yaml-alias' | 'yaml-several-documents';
  readonly message: string;
}

/** A YAML text that knows where each of its values stands. */
export interface YamlSource {
  readonly value: unknown;
  /** Of the key or value at the path, or of the nearest thing around it that exists. */
  position(path: YamlPath): Position;
  /** Of a place in the lines of the text at the path, where it is written as a block (`|`); else of the text. */
  positionWithin(path: YamlPath, place: Position): Position;
}

/** @returns the value with its positions, or what is wrong with the YAML: of each line the first, what follows comes of it */
export function readYaml(text: string): YamlSource | { readonly problems: readonly YamlProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'error' });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({ ...at(error.pos[0]), ...describe(error, text) }));
    return { problems: problems.filter(({ line }, index) => problems.findIndex((one) => one.line === line) === index) };
  }
  try {
    const value = document.toJS() as unknown;
    const position = (path: YamlPath): Position => at(offsetOfPath(document, path));
    const positionWithin = (path: YamlPath, place: Position): Position => {
      const node = document.getIn(path, true);
      if (!isScalar(node) || node.type !== Scalar.BLOCK_LITERAL) return position(path);
      const line = at(node.range?.[0] ?? 0).line + place.line;
      const own = String(node.value).split('\n')[place.line - 1] ?? '';
      const indentation = Math.max(0, text.split('\n')[line - 1]?.indexOf(own) ?? 0);
      return { line, column: indentation + place.column };
    };
    return { value, position, positionWithin };
  } catch (error) {
    // An alias of nothing, or so many that they would fill the memory.
    return {
      problems: [{ id: 'yaml-alias', ...at(0), message: error instanceof Error ? error.message : String(error) }],
    };
  }
}

/** Without the place, which is told apart. Patterns are full of what YAML reads otherwise. */
function describe({ code, message, pos: [offset] }: YAMLParseError, text: string): Pick<YamlProblem, 'id' | 'message'> {
  if (code === 'MULTIPLE_DOCS') {
    return { id: 'yaml-several-documents', message: 'there are several documents: keep one, without ---' };
  }
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const isInPattern = /pattern:[^,']*$/.test(before);
  const right = isInPattern ? ": write the pattern in single quotes, '…'" : '';
  return { id: 'yaml-syntax', message: (message.split(' at line ')[0] ?? '') + right };
}
