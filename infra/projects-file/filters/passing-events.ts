import { eventTypes } from '../../../functions/core/webhook/filters.ts';
import { EVENT_TYPES, type EventType } from '../../../functions/core/vocabulary.ts';
import type { FilterInput } from '../schema/projects-file-schema.ts';

/** The types of events that pass all EVENT filters of a group; empty if it has no such filter. */
export function passingEvents(group: readonly FilterInput[]): readonly EventType[] {
  const filters = group.filter(({ type }) => type === 'EVENT');
  if (filters.length === 0) return [];
  return EVENT_TYPES.filter(
    (event) =>
      event !== 'WORKFLOW_JOB_QUEUED' &&
      filters.every(
        ({ pattern, excludeMatchedPattern = false }) => eventTypes(pattern).includes(event) !== excludeMatchedPattern,
      ),
  );
}
