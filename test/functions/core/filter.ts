import type { Filter } from '../../../functions/core/configuration.ts';
import type { FilterType } from '../../../functions/core/vocabulary.ts';

/** A filter as compiled from a projects file. */
export const filter = (type: FilterType, pattern: string, changes: Partial<Filter> = {}): Filter => ({
  type,
  pattern,
  excludeMatchedPattern: false,
  ...changes,
});

/** A filter with excludeMatchedPattern. */
export const excluding = (type: FilterType, pattern: string): Filter =>
  filter(type, pattern, { excludeMatchedPattern: true });
