import type { Filter } from './configuration.ts';
import type { RepositoryEvent } from './repository-event.ts';
import type { FilterType } from './vocabulary.ts';

/** How one filter saw one event. */
export interface FilterVerdict {
  readonly type: FilterType;
  readonly pattern: string;
  readonly excludeMatchedPattern: boolean;
  /** What the pattern was held against; absent where the event has no such thing. */
  readonly value?: string;
  readonly passed: boolean;
}

export interface GroupVerdict {
  readonly passed: boolean;
  readonly filters: readonly FilterVerdict[];
}

/** CodeBuild's rule for one group: every filter must pass. */
export function judgeGroup(group: readonly Filter[], event: RepositoryEvent): GroupVerdict {
  const filters = group.map((filter) => judge(filter, event));
  return { passed: filters.every(({ passed }) => passed), filters };
}

function judge({ type, pattern, excludeMatchedPattern }: Filter, event: RepositoryEvent): FilterVerdict {
  const value = VALUES[type](event);
  if (value === undefined) return { type, pattern, excludeMatchedPattern, passed: false };
  const matched = type === 'EVENT' ? eventTypes(pattern).includes(value) : new RegExp(pattern).test(value);
  return { type, pattern, excludeMatchedPattern, value, passed: matched !== excludeMatchedPattern };
}

export const eventTypes = (pattern: string): readonly string[] => pattern.split(',').map((name) => name.trim());

const notSupported = () => undefined;

/** What a filter of each type looks at. */
const VALUES: Readonly<Record<FilterType, (event: RepositoryEvent) => string | undefined>> = {
  EVENT: ({ eventType }) => eventType,
  HEAD_REF: ({ headRef }) => headRef,
  ACTOR_ACCOUNT_ID: notSupported,
  BASE_REF: notSupported,
  FILE_PATH: notSupported,
  COMMIT_MESSAGE: notSupported,
  TAG_NAME: notSupported,
  RELEASE_NAME: notSupported,
  REPOSITORY_NAME: notSupported,
  ORGANIZATION_NAME: notSupported,
  WORKFLOW_NAME: notSupported,
};
