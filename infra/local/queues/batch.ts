import { QueueError, queueError } from './queue-error.ts';

const MOST_ENTRIES = 10;

/**
 * Processes each entry by itself, in order: a refused entry appears in Failed, and the others are processed.
 * @throws QueueError if the batch itself is refused, so that nothing of it is processed
 */
export function inBatch<E extends { readonly Id: string }>(
  entries: readonly E[],
  run: (entry: E) => object,
): { Successful: object[]; Failed: object[] } {
  checkBatch(entries.map(({ Id }) => Id));
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof QueueError)) throw error;
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.queryCode, Message: error.message });
    }
  }
  return { Successful, Failed };
}

function checkBatch(ids: readonly string[]): void {
  if (ids.length === 0) throw queueError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (ids.length > MOST_ENTRIES) {
    throw queueError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${MOST_ENTRIES}. You have sent ${ids.length}.`,
    );
  }
  if (new Set(ids).size < ids.length) throw queueError('BatchEntryIdsNotDistinct', 'Two entries have the same Id.');
  if (!ids.every((id) => /^[\w-]{1,80}$/.test(id))) {
    throw queueError(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  }
}
