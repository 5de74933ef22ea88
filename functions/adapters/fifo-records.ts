import type { SQSRecord } from 'aws-lambda';
import type { Message } from '../core/ports.ts';

/** Records of a FIFO queue, grouped by message group, each group in order. */
export function byGroup(records: readonly SQSRecord[]): readonly (readonly SQSRecord[])[] {
  const groups = new Map<string, SQSRecord[]>();
  for (const record of records) groups.set(groupOf(record), [...(groups.get(groupOf(record)) ?? []), record]);
  return [...groups.values()];
}

/** How often it was received, starting at 1. */
export const receivesOf = ({ attributes }: SQSRecord): number => Number(attributes.ApproximateReceiveCount) || 1;

/**
 * A copy for another queue. The copy keeps its message group, so that redriven messages of a group keep their order.
 */
export const sameMessage = (record: SQSRecord): Message => ({
  body: record.body,
  groupId: groupOf(record),
  deduplicationId: record.messageId,
});

const groupOf = ({ attributes, messageId }: SQSRecord): string => attributes.MessageGroupId ?? messageId;
