import { randomUUID } from 'node:crypto';
import { md5 } from './message.ts';
import { messageAttributesMd5, messageAttributesSize } from './message-attributes.ts';
import { invalidParameter, invalidValue, missingParameter, queueError } from './queue-error.ts';
import type { QueueSpec } from '../../serverless-file/queue-spec.ts';
import type { Change, QueueState } from './queue-store.ts';
import type { Queue, SendEntry, SendResult } from './queue-actions.ts';

/** 1 MiB, for a message and for all messages of a batch together. */
export const LONGEST_MESSAGE = 1_048_576;
const MOST_ATTRIBUTES = 10;
const LONGEST_DELAY_SECONDS = 900;
const DEDUPLICATION_MS = 5 * 60_000;
/** The characters that XML 1.0 allows; not a lone surrogate. */
const CONTENTS = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const ID = /^[\x21-\x7e]{1,128}$/;

/**
 * The changes that send a message, and the response to its sender. A deduplication id of the last five minutes changes
 * nothing, and the response describes the message that was sent then.
 * @throws QueueError if SQS would refuse the message
 */
export function planSend(
  { spec, state }: Queue,
  entry: SendEntry,
  now: number,
): { changes: Change[]; result: SendResult } {
  const {
    MessageBody: body,
    MessageGroupId: groupId,
    MessageDeduplicationId: deduplicationId,
  } = checkEntry(spec, entry);
  const { MessageAttributes: messageAttributes = {}, DelaySeconds = 0 } = entry;
  const attributesMd5 = messageAttributesMd5(messageAttributes);
  const digests = { MD5OfMessageBody: md5(body), ...(attributesMd5 && { MD5OfMessageAttributes: attributesMd5 }) };

  const earlier = deduplicationId === undefined ? undefined : state.deduplications.get(deduplicationId);
  if (earlier && earlier.until > now) {
    return {
      changes: [],
      result: { ...digests, MessageId: earlier.messageId, SequenceNumber: earlier.sequenceNumber },
    };
  }

  const id = randomUUID();
  const sequenceNumber = spec.fifo ? nextSequenceNumber(state, now) : undefined;
  const message = {
    id,
    body,
    messageAttributes,
    ...(groupId !== undefined && { groupId }),
    ...(deduplicationId !== undefined && { deduplicationId }),
    ...(sequenceNumber !== undefined && { sequenceNumber }),
    sentAt: now,
    visibleAt: now + DelaySeconds * 1000,
    receiveCount: 0,
  };
  const changes: Change[] = [{ queue: spec.name, put: message }];
  if (deduplicationId !== undefined && sequenceNumber !== undefined) {
    const remember = { id: deduplicationId, messageId: id, sequenceNumber, until: now + DEDUPLICATION_MS };
    changes.push({ queue: spec.name, remember });
  }
  return {
    changes,
    result: { ...digests, MessageId: id, ...(sequenceNumber !== undefined && { SequenceNumber: sequenceNumber }) },
  };
}

/** The size that counts towards the limit: body and attributes, in bytes. */
export const entrySize = ({ MessageBody = '', MessageAttributes = {} }: SendEntry): number =>
  Buffer.byteLength(MessageBody) + messageAttributesSize(MessageAttributes);

function checkEntry(spec: QueueSpec, entry: SendEntry): SendEntry & { MessageBody: string } {
  const { MessageBody } = entry;
  if (!MessageBody) throw missingParameter('MessageBody');
  if (!CONTENTS.test(MessageBody)) {
    throw queueError('InvalidMessageContents', 'The message holds characters outside the allowed set.');
  }
  if (entrySize(entry) > LONGEST_MESSAGE) {
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${LONGEST_MESSAGE} bytes.`,
    );
  }
  if (Object.keys(entry.MessageAttributes ?? {}).length > MOST_ATTRIBUTES) {
    throw invalidParameter(`Number of message attributes exceeds the allowed maximum [${MOST_ATTRIBUTES}].`);
  }
  checkId('MessageGroupId', entry.MessageGroupId);
  checkId('MessageDeduplicationId', entry.MessageDeduplicationId);
  if (spec.fifo) checkFifo(entry);
  else checkStandard(entry);
  return { ...entry, MessageBody };
}

function checkFifo({ MessageGroupId, MessageDeduplicationId, DelaySeconds = 0 }: SendEntry): void {
  if (MessageGroupId === undefined) throw missingParameter('MessageGroupId');
  if (MessageDeduplicationId === undefined) {
    throw invalidParameter(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
  if (DelaySeconds !== 0) throw invalidValue(DelaySeconds, 'DelaySeconds', NOT_FOR_THIS_TYPE);
}

function checkStandard({ MessageDeduplicationId, DelaySeconds = 0 }: SendEntry): void {
  if (MessageDeduplicationId !== undefined) {
    throw invalidValue(MessageDeduplicationId, 'MessageDeduplicationId', NOT_FOR_THIS_TYPE);
  }
  if (DelaySeconds < 0 || DelaySeconds > LONGEST_DELAY_SECONDS) {
    throw invalidValue(DelaySeconds, 'DelaySeconds', `DelaySeconds must be >= 0 and <= ${LONGEST_DELAY_SECONDS}.`);
  }
}

const NOT_FOR_THIS_TYPE = 'The request include parameter that is not valid for this queue type';

function checkId(parameter: string, id: string | undefined): void {
  if (id === undefined || ID.test(id)) return;
  throw invalidValue(
    id,
    parameter,
    `${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}

/** 20 digits that always increase, also after a restart, since they begin with the time. */
function nextSequenceNumber({ lastSequenceNumber }: QueueState, now: number): string {
  const fromTime = BigInt(now) * 1_000_000n;
  const next = fromTime > lastSequenceNumber ? fromTime : lastSequenceNumber + 1n;
  return next.toString().padStart(20, '0');
}
