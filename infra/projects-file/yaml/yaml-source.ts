import { isScalar, LineCounter, parseDocument, Scalar, type Alias, type Node } from 'yaml';
import type { Found, Position } from '../../findings/finding.ts';
import { nodeAtPath, offsetOfPath, type YamlPath } from '../../buildspec/offset-of-path.ts';
import { describeSyntaxError, isIndependent } from './describe-syntax-error.ts';
import { valueOf } from './value-of.ts';
import { repairDocument } from './repair-document.ts';

export type { YamlPath };

/** A parsed YAML text with the position of each value. */
export interface YamlSource {
  readonly value: unknown;
  /** Problems that leave a value to check. */
  readonly problems: readonly (Found & Position)[];
  /** The position of the key or value at the path, or of the nearest existing node around it. */
  position(path: YamlPath): Position;
  /** The position of a place within the text at the path if it is a block (`|`), otherwise the position of the text. */
  positionWithin(path: YamlPath, place: Position): Position;
  /** Whether a text is a placeholder for something that could not be read. */
  isGuess(path: YamlPath): boolean;
  /** A number, boolean or text as written: 0.20. */
  written(path: YamlPath): string | undefined;
}

/** More than any real file contains, and few enough to check each. */
const MOST_VALUES = 2_000_000;

/**
 * @returns the value with its positions, or what is wrong with the YAML: for each line the first problem, since others
 * follow from it
 */
export function readYaml(text: string): YamlSource | Pick<YamlSource, 'problems'> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'error', uniqueKeys: false });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  if (document.errors.length > 0) {
    const errors = document.errors.filter((error, index) => index === 0 || isIndependent(error));
    const problems = errors.map((error) => ({ ...at(error.pos[0]), ...describeSyntaxError(error, text) }));
    return { problems: problems.filter(({ line }, index) => problems.findIndex((one) => one.line === line) === index) };
  }
  const repaired = repairDocument(document, text, (offset) => at(offset).line);
  const problems = repaired.problems.map(({ offset, ...problem }) => ({ ...at(offset), ...problem }));
  const { value, size } = valueOf(document.contents, repaired.targets);
  if (size > MOST_VALUES) {
    const message = `the aliases in the file expand to ${size} values, but at most ${MOST_VALUES} are allowed: use fewer aliases of aliases`;
    return { problems: [...problems, { id: 'yaml-alias', line: 1, column: 1, message }] };
  }
  const targetOf = (alias: Alias): Node | undefined => repaired.targets.get(alias);
  const position = (path: YamlPath): Position => at(offsetOfPath(document, path, targetOf));
  const nodeAt = (path: YamlPath): Node | undefined => nodeAtPath(document, path, targetOf);
  return {
    value,
    problems,
    position,
    positionWithin(path, place) {
      const node = nodeAt(path);
      if (!isScalar(node) || node.type !== Scalar.BLOCK_LITERAL) return position(path);
      const line = at(node.range?.[0] ?? 0).line + place.line;
      const own = String(node.value).split('\n')[place.line - 1] ?? '';
      const indentation = Math.max(0, text.split('\n')[line - 1]?.indexOf(own) ?? 0);
      return { line, column: indentation + place.column };
    },
    isGuess(path) {
      const node = nodeAt(path);
      return node !== undefined && repaired.guesses.has(node);
    },
    written(path) {
      const node = nodeAt(path);
      return isScalar(node) ? (node.source ?? String(node.value)) : undefined;
    },
  };
}
