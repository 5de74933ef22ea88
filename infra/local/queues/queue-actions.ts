import type { QueueSpec } from '../../serverless-file/queue-spec.ts';
import type { MessageAttributes } from './message-attributes.ts';
import type { ReceivedMessage } from './message.ts';
import type { QueueState } from './queue-store.ts';

export interface Queue {
  readonly spec: QueueSpec;
  readonly state: QueueState;
}

/** What a message is sent with, in SQS's names. */
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
  /** Receives at most so many. */
  readonly maxMessages: number;
  /** The queue's own when absent. */
  readonly visibilitySeconds?: number | undefined;
  /** How long to wait for a first message. */
  readonly waitSeconds: number;
  /** Ends the wait with nothing. */
  readonly signal: AbortSignal;
}

/** The queues by name. Each method throws SQS's own error as a QueueError, also if the queue does not exist. */
export interface QueueActions {
  names(): string[];
  queue(queueName: string): Queue;
  send(queueName: string, entry: SendEntry): SendResult;
  /** Nothing when no message came in time. */
  receive(queueName: string, options: ReceiveOptions): Promise<ReceivedMessage[]>;
  delete(queueName: string, receiptHandle: string): void;
  /** Hides a message in flight for so many seconds from now. */
  changeVisibility(queueName: string, receiptHandle: string, visibilitySeconds: number): void;
  purge(queueName: string): void;
  /**
   * Moves what a dead-letter queue holds to a queue, or each message to the one that gave it up; a message that none
   * gave up ends that.
   */
  move(sourceArn: string, destinationArn: string | undefined): void;
}
