import type { AST } from '@eslint-community/regexpp';
import type { FilterType } from '../../../functions/core/vocabulary.ts';
import { filterValues, type FilterContext } from './filter-values.ts';
import { automatonOf, type Automaton } from './automaton.ts';
import { haveTextInCommon } from './have-text-in-common.ts';

type Alternatives = readonly AST.Alternative[];

/**
 * Whether all patterns can match the same value of a filter type. `false` is proven; `true` means that no contradiction
 * was found.
 */
export type CanMatch = (patterns: readonly Alternatives[], type: FilterType, context: FilterContext) => boolean;

/** Projects have many patterns in common, so results are cached. */
export function createCanMatch(): CanMatch {
  const known = new Map<Automaton, Map<string, boolean>>();
  const decide = (patterns: readonly Alternatives[], value: Automaton): boolean => {
    const decided = known.get(value) ?? new Map<string, boolean>();
    known.set(value, decided);
    const key = JSON.stringify(patterns.map((alternatives) => alternatives.map(({ raw }) => raw)));
    const before = decided.get(key);
    if (before !== undefined) return before;
    const found = haveTextInCommon([value, ...patterns.map((pattern) => automatonOf(pattern, 'found'))]);
    decided.set(key, found);
    return found;
  };
  return (patterns, type, context) => filterValues(type, context).some((value) => decide(patterns, value));
}
