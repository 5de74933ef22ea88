import type { Message } from './message.ts';
import { invalidValue, queueError } from './queue-error.ts';
import type { Change, QueueState } from './queue-store.ts';
import type { Queue } from './queue-actions.ts';
import { messageIdOf } from './receive.ts';

const LONGEST_VISIBILITY_SECONDS = 43_200;

/**
 * The changes that delete the message of a handle; none if it has already been deleted. A standard queue accepts an
 * expired handle; a FIFO queue may have delivered the message to another receiver.
 * @throws QueueError for an invalid handle, and in a FIFO queue for an expired one
 */
export function planDelete({ spec, state }: Queue, receiptHandle: string, now: number): Change[] {
  const message = messageOf(state, receiptHandle);
  if (!message) return [];
  const newest = message.receiptHandle === receiptHandle;
  if (spec.fifo && (!newest || message.visibleAt <= now)) {
    throw invalidValue(receiptHandle, 'ReceiptHandle', 'The receipt handle has expired.');
  }
  return newest ? [{ queue: spec.name, remove: message.id }] : [];
}

/**
 * The changes that hide a message in flight for `seconds` from now; 0 makes it visible immediately.
 * @throws QueueError for an invalid handle, a message that is no longer in flight, or a time outside 0 to 12 hours
 */
export function planVisibility(
  { spec, state }: Queue,
  { receiptHandle, visibilitySeconds }: { receiptHandle: string; visibilitySeconds: number },
  now: number,
): Change[] {
  checkVisibility(visibilitySeconds);
  const message = messageOf(state, receiptHandle);
  if (!message) {
    throw invalidValue(
      receiptHandle,
      'ReceiptHandle',
      'Message does not exist or is not available for visibility timeout change.',
    );
  }
  if (message.receiptHandle !== receiptHandle || message.visibleAt <= now) {
    throw queueError('MessageNotInflight', 'The message is not in flight, or another receive has it.');
  }
  return [{ queue: spec.name, put: { ...message, visibleAt: now + visibilitySeconds * 1000 } }];
}

/** @throws QueueError for a time outside 0 to 12 hours */
export function checkVisibility(seconds: number): void {
  if (seconds >= 0 && seconds <= LONGEST_VISIBILITY_SECONDS) return;
  throw invalidValue(seconds, 'VisibilityTimeout', `Must be between 0 and ${LONGEST_VISIBILITY_SECONDS}.`);
}

function messageOf({ messages }: QueueState, receiptHandle: string): Message | undefined {
  const id = messageIdOf(receiptHandle);
  if (!id) {
    throw queueError(
      'ReceiptHandleIsInvalid',
      `The input receipt handle "${receiptHandle}" is not a valid receipt handle.`,
    );
  }
  return messages.get(id);
}
