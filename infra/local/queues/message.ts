import { createHash } from 'node:crypto';
import { messageAttributesMd5 } from './message-attributes.ts';
import type { MessageAttributes } from './message-attributes.ts';

/** A message in a queue. Times are milliseconds since 1970. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly messageAttributes: MessageAttributes;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly sequenceNumber?: string;
  readonly sentAt: number;
  /** Until then, the message is delayed or in flight. */
  readonly visibleAt: number;
  readonly receiveCount: number;
  readonly firstReceivedAt?: number;
  /** Set by the first receive; only the newest handle is valid. */
  readonly receiptHandle?: string;
  /** The ARN of the queue that moved it to the dead-letter queue. */
  readonly deadLetterSource?: string;
}

/** A message as its receiver gets it. */
export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  /** All of SQS's own attributes by name; numbers as decimal text. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: MessageAttributes;
  readonly md5OfMessageAttributes?: string;
}

/** The sender of every message on this machine. */
const SENDER_ID = 'AIDALOCALSTANDINSENDER';

export function toReceived(message: Message, receiptHandle: string): ReceivedMessage {
  const md5OfMessageAttributes = messageAttributesMd5(message.messageAttributes);
  return {
    messageId: message.id,
    receiptHandle,
    body: message.body,
    md5OfBody: md5(message.body),
    attributes: systemAttributes(message),
    messageAttributes: message.messageAttributes,
    ...(md5OfMessageAttributes && { md5OfMessageAttributes }),
  };
}

function systemAttributes(message: Message): Record<string, string> {
  const attributes = {
    SenderId: SENDER_ID,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp:
      message.firstReceivedAt === undefined ? undefined : String(message.firstReceivedAt),
    SequenceNumber: message.sequenceNumber,
    MessageDeduplicationId: message.deduplicationId,
    MessageGroupId: message.groupId,
    DeadLetterQueueSourceArn: message.deadLetterSource,
  };
  return Object.fromEntries(
    Object.entries(attributes).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
