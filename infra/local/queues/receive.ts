import { randomUUID } from 'node:crypto';
import { toReceived } from './message.ts';
import type { Message, ReceivedMessage } from './message.ts';
import { queueArn, retentionSeconds, type QueueSpec } from '../../serverless-file/queue-spec.ts';
import type { Change, QueueState } from './queue-store.ts';
import type { Queue } from './queue-actions.ts';

/**
 * The changes that deliver up to `maxMessages`, oldest first, and those messages. In a FIFO queue, a group with a
 * message in flight delivers nothing. A message that was received too often moves to the dead-letter queue, and one
 * that is too old is deleted.
 */
export function planReceive(
  { spec, state: { messages } }: Queue,
  { maxMessages, visibilitySeconds }: { maxMessages: number; visibilitySeconds: number },
  now: number,
): { changes: Change[]; received: ReceivedMessage[] } {
  const changes: Change[] = [];
  const received: ReceivedMessage[] = [];
  const lockedGroups = spec.fifo ? groupsInFlight(messages, now) : new Set();
  for (const message of messages.values()) {
    if (received.length >= maxMessages) break;
    if (message.sentAt + retentionSeconds(spec) * 1000 <= now) {
      changes.push({ queue: spec.name, remove: message.id });
    } else if (message.visibleAt > now || lockedGroups.has(message.groupId)) {
      continue;
    } else if (spec.redrive && message.receiveCount >= spec.redrive.maxReceiveCount) {
      changes.push(...deadLetter(spec, spec.redrive.deadLetterQueueName, message, now));
    } else {
      const receiptHandle = makeReceiptHandle(message.id);
      const put = {
        ...message,
        receiptHandle,
        receiveCount: message.receiveCount + 1,
        firstReceivedAt: message.firstReceivedAt ?? now,
        visibleAt: now + visibilitySeconds * 1000,
      };
      changes.push({ queue: spec.name, put });
      received.push(toReceived(put, receiptHandle));
    }
  }
  return { changes, received };
}

/** When the next message that is delayed or in flight can be received again; Infinity if there is none. */
export const nextVisibleAt = ({ messages }: QueueState, now: number): number =>
  Math.min(...[...messages.values()].map(({ visibleAt }) => visibleAt).filter((at) => at > now));

const groupsInFlight = (messages: QueueState['messages'], now: number): Set<string | undefined> =>
  new Set([...messages.values()].filter(({ visibleAt }) => visibleAt > now).map(({ groupId }) => groupId));

/**
 * A FIFO dead-letter queue enqueues the message again: its own id replaces its deduplication id, and its receive count
 * continues.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
 */
const deadLetter = ({ name, fifo }: QueueSpec, to: string, message: Message, now: number): Change[] => [
  { queue: name, remove: message.id },
  {
    queue: to,
    put: {
      ...message,
      ...(fifo && { deduplicationId: message.id }),
      sentAt: now,
      visibleAt: now,
      deadLetterSource: queueArn(name),
    },
  },
];

/** Contains the message's id and a random part, so that each receive has its own handle. */
const makeReceiptHandle = (messageId: string): string => Buffer.from(`${messageId} ${randomUUID()}`).toString('base64');

/** The message id in a handle; undefined if the handle is not valid. */
export const messageIdOf = (receiptHandle: string): string | undefined =>
  /^([0-9a-f-]{36}) [0-9a-f-]{36}$/.exec(Buffer.from(receiptHandle, 'base64').toString())?.[1];
