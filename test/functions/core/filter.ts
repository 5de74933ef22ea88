import type { Filter } from '../../../functions/core/configuration.ts';
import type { FilterType } from '../../../functions/core/vocabulary.ts';

/** A filter as a projects file compiles it. */
export const filter = (type: FilterType, pattern: string, changes: Partial<Filter> = {}): Filter => ({
  type,
  pattern,
  excludeMatchedPattern: false,
  ...changes,
});

/** One that inverts what its pattern says. */
export const excluding = (type: FilterType, pattern: string): Filter =>
  filter(type, pattern, { excludeMatchedPattern: true });
