import type { Invocation } from './execution-environment.ts';

/**
 * Which messages of a batch Lambda leaves in the queue, according to the function's response. With
 * ReportBatchItemFailures, a response without ids means success; one that is not valid, or that contains an unknown id,
 * means that all messages failed.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function failedMessageIds(
  messageIds: readonly string[],
  invocation: Invocation,
  reportBatchItemFailures: boolean,
): ReadonlySet<string> {
  const all = new Set(messageIds);
  if ('error' in invocation) return all;
  const failures = reportBatchItemFailures ? batchItemFailures(invocation.payload) : [];
  if (!Array.isArray(failures)) return all;
  const failed = new Set<string>();
  for (const failure of failures as unknown[]) {
    const id = isRecord(failure) ? failure['itemIdentifier'] : undefined;
    if (typeof id !== 'string' || !all.has(id)) return all;
    failed.add(id);
  }
  return failed;
}

function batchItemFailures(payload: unknown): unknown {
  if (payload === null) return [];
  return isRecord(payload) ? (payload['batchItemFailures'] ?? []) : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
