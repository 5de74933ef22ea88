import type { Filter } from '../configuration.ts';
import { observe, type Observed } from './filter-subject.ts';
import type { PatternSearch } from './pattern-search.ts';
import type { RepositoryEvent } from '../repository-event.ts';
import type { FilterType } from '../vocabulary.ts';

/** The verdict of one filter about one event. */
export interface FilterVerdict {
  readonly type: FilterType;
  readonly pattern: string;
  readonly excludeMatchedPattern: boolean;
  /** The value that the pattern was matched against; absent if the event has none. */
  readonly value?: string;
  readonly passed: boolean;
}

export interface GroupVerdict {
  readonly passed: boolean;
  readonly filters: readonly FilterVerdict[];
}

/**
 * CodeBuild's rule for one group: every filter must pass.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/github-webhook.html
 */
export function judgeGroup(group: readonly Filter[], event: RepositoryEvent, search: PatternSearch): GroupVerdict {
  const filters = group.map((filter) => judge(filter, event, search));
  return { passed: filters.every(({ passed }) => passed), filters };
}

/** The names in an EVENT filter's pattern: "PUSH, PULL_REQUEST_CREATED". */
export const eventTypes = (pattern: string): readonly string[] => pattern.split(',').map((name) => name.trim());

/** The longest value in a verdict, which people read on the host's page; in UTF-16 units. */
const MOST_VALUE = 500;

/**
 * "If true, then a webhook event that does not match the pattern triggers a build": an event that has nothing to
 * match does not match. https://docs.aws.amazon.com/codebuild/latest/APIReference/API_WebhookFilter.html
 */
function judge(filter: Filter, event: RepositoryEvent, search: PatternSearch): FilterVerdict {
  const observed = observe(filter.type, event);
  if (observed === 'unknown') return verdict(filter, 'unknown', true);
  const found = observed.find((value) =>
    filter.type === 'EVENT' ? eventTypes(filter.pattern).includes(value) : search(filter, value),
  );
  return verdict(filter, found ?? summary(observed), (found !== undefined) !== filter.excludeMatchedPattern);
}

/** Without spreads in the literal, which would slow down every filter of every project. */
const verdict = (
  { type, pattern, excludeMatchedPattern }: Filter,
  value: string | undefined,
  passed: boolean,
): FilterVerdict =>
  value === undefined
    ? { type, pattern, excludeMatchedPattern, passed }
    : { type, pattern, excludeMatchedPattern, value: value.slice(0, MOST_VALUE), passed };

function summary([first, ...others]: Observed): string | undefined {
  return first === undefined || others.length === 0 ? first : `${first} and ${others.length} more`;
}
