import type { QueueSpec } from '../../serverless-file/queue-spec.ts';
import type { MessageAttributes } from './message-attributes.ts';
import type { ReceivedMessage } from './message.ts';
import type { QueueState } from './queue-store.ts';

export interface Queue {
  readonly spec: QueueSpec;
  readonly state: QueueState;
}

/** The parameters of a message to send, with SQS's names. */
export interface SendEntry {
  readonly MessageBody?: string | undefined;
  readonly MessageAttributes?: MessageAttributes | undefined;
  readonly MessageGroupId?: string | undefined;
  readonly MessageDeduplicationId?: string | undefined;
  readonly DelaySeconds?: number | undefined;
}

export interface SendResult {
  readonly MessageId: string;
  readonly MD5OfMessageBody: string;
  readonly MD5OfMessageAttributes?: string;
  readonly SequenceNumber?: string;
}

interface ReceiveOptions {
  /** The most messages to receive. */
  readonly maxMessages: number;
  /** By default, the queue's own. */
  readonly visibilitySeconds?: number | undefined;
  /** How long to wait for the first message. */
  readonly waitSeconds: number;
  /** Ends the wait without a message. */
  readonly signal: AbortSignal;
}

/** The queues by name. Each method throws SQS's own error as a QueueError, also if the queue does not exist. */
export interface QueueActions {
  names(): string[];
  queue(queueName: string): Queue;
  send(queueName: string, entry: SendEntry): SendResult;
  /** Returns an empty list if no message arrived in time. */
  receive(queueName: string, options: ReceiveOptions): Promise<ReceivedMessage[]>;
  delete(queueName: string, receiptHandle: string): void;
  /** Hides a message in flight for this many seconds from now. */
  changeVisibility(queueName: string, receiptHandle: string, visibilitySeconds: number): void;
  purge(queueName: string): void;
  /**
   * Moves the messages of a dead-letter queue to a queue, or each one back to the queue it came from. It stops at a
   * message that did not come from a queue.
   */
  move(sourceArn: string, destinationArn: string | undefined): void;
}
