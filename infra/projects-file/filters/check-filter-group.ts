import { EVENT_TYPES } from '../../../functions/core/vocabulary.ts';
import { eventTypes } from '../../../functions/core/webhook/filters.ts';
import type { CanMatch } from './can-match.ts';
import type { FilterProblem } from './check-filter-values.ts';
import type { FilterContext } from './filter-values.ts';
import { NEVER_MATCHES } from './never-matches.ts';
import type { Pattern } from '../pattern/parse-pattern.ts';
import type { FilterInput } from '../schema/projects-file-schema.ts';

/**
 * What is wrong with a combination of filters that are valid by themselves, each with the index of a filter, or for the
 * whole group.
 */
export function* checkFilterGroup(
  group: readonly FilterInput[],
  patternOf: (filter: FilterInput) => Pattern | undefined,
  context: FilterContext,
  canMatch: CanMatch,
): Iterable<FilterProblem & { readonly index?: number }> {
  if (context.events.length === 0) {
    if (isKnown(group)) {
      const message =
        'no event passes all EVENT filters of this filter group: use a single EVENT filter with comma-separated types, or one filter group for each type';
      yield { id: NEVER_MATCHES.EVENT, message };
    }
    return;
  }
  const alone = group.map((filter) => {
    const alternatives = isOfOneValue(filter) ? patternOf(filter)?.alternatives : undefined;
    return alternatives && canMatch([alternatives], filter.type, context) ? alternatives : undefined;
  });
  for (const [index, { type, pattern }] of group.entries()) {
    const its = alone[index];
    if (!its) continue;
    const other = group.findIndex(
      (filter, at) => at < index && filter.type === type && alone[at] && !canMatch([alone[at], its], type, context),
    );
    if (other === -1) continue;
    const before = group[other]!.pattern;
    const message = `the ${type} patterns "${pattern}" and "${before}" can never match together, but all filters of a group must match: use a single filter with the pattern "${before}|${pattern}"`;
    yield { id: NEVER_MATCHES[type], index, message };
  }
}

/** In a push with several files, each filter may match a different one. */
const isOfOneValue = ({ type, excludeMatchedPattern }: FilterInput): boolean =>
  type !== 'EVENT' && type !== 'FILE_PATH' && !excludeMatchedPattern;

/** Whether the group has EVENT filters, and all of their types exist. */
function isKnown(group: readonly FilterInput[]): boolean {
  const names = group.filter(({ type }) => type === 'EVENT').flatMap(({ pattern }) => eventTypes(pattern));
  return (
    names.length > 0 &&
    names.every((name) => name !== 'WORKFLOW_JOB_QUEUED' && EVENT_TYPES.some((type) => type === name))
  );
}
