import type { GenericSchema } from 'valibot';
import type { Found } from '../../findings/finding.ts';
import type { FILE_FINDINGS } from '../../findings/file-findings.ts';
import type { YamlPath, YamlSource } from '../yaml/yaml-source.ts';
import { correctList } from './correct-list.ts';
import { correctMapping } from './correct-mapping.ts';
import { correctScalar } from './correct-scalar.ts';
import { nameOf, type Correction, type Entries } from './correction.ts';
import { partsOf } from './schema-parts.ts';

interface FoundAt extends Found<keyof typeof FILE_FINDINGS> {
  /** The path in the text. */
  readonly path: YamlPath;
}

export interface CorrectedValue {
  readonly value: unknown;
  readonly problems: readonly FoundAt[];
  /** Paths of values whose meaning is unclear. */
  readonly left: readonly YamlPath[];
  /** Converts a path of the corrected value to the path in the text. */
  readonly inText: (path: YamlPath) => YamlPath;
}

/**
 * Reports mistakes of shape in YAML's terms and corrects them, so that the schema and all other checks see what was
 * most likely meant, and a single run reports everything.
 */
export function correctShape(
  schema: GenericSchema,
  source: Pick<YamlSource, 'value' | 'written' | 'isGuess'>,
): CorrectedValue {
  const problems: FoundAt[] = [];
  const left: YamlPath[] = [];
  const moved = new Map<string, YamlPath>();
  const entered = new Map<string, Entries>();

  function inText(path: YamlPath): YamlPath {
    for (let length = path.length; length > 0; length--) {
      const from = moved.get(JSON.stringify(path.slice(0, length)));
      if (from) return [...from, ...path.slice(length)];
    }
    return path;
  }

  const correction: Correction = {
    correct(schema, value, path) {
      const parts = partsOf(schema);
      const isMany = parts.entries ?? parts.value ?? parts.item;
      if (isMany && typeof value === 'string' && source.isGuess(inText(path))) {
        left.push(path);
        return value;
      }
      if (parts.wrapped) return correctOptional(parts.type, parts.wrapped, value, path);
      if (parts.entries ?? parts.value) return correctMapping(parts, value, path, correction);
      if (parts.item) return correctList(parts, value, path, correction);
      return correctScalar(parts, value, path, correction);
    },
    say: (id, path, message) => problems.push({ id, path: inText(path), message }),
    move: (path, from) => moved.set(JSON.stringify(path), from),
    inText,
    enter: (path, entries) => entered.set(JSON.stringify(path), entries),
    entriesAt: (path) => entered.get(JSON.stringify(path)),
    leave: (path) => left.push(path),
    written: (path) => source.written(inText(path)) ?? '',
  };

  function correctOptional(type: string, wrapped: GenericSchema, value: unknown, path: YamlPath): unknown {
    if (value !== null || type !== 'optional' || partsOf(wrapped).type === 'unknown') {
      return value === null ? value : correction.correct(wrapped, value, path);
    }
    const right = partsOf(wrapped).entries
      ? 'indent its keys on the lines below it, or remove the key'
      : 'write a value, or remove the key';
    correction.say('empty-value', path, `${nameOf(path)} has no value: ${right}`);
    correction.leave(path);
    return undefined;
  }

  return { value: correction.correct(schema, source.value ?? {}, []), problems, left, inText };
}
