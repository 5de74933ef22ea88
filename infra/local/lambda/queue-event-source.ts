import { setTimeout as delay } from 'node:timers/promises';
import type { SQSEvent, SQSMessageAttribute, SQSRecord, SQSRecordAttributes } from 'aws-lambda';
import { LOCAL_REGION } from '../../serverless-file/local-stage.ts';
import type { Invoke } from './execution-environment.ts';
import { failedMessageIds } from './failed-message-ids.ts';
import type { Report } from '../progress.ts';
import type { ReceivedMessage } from '../queues/message.ts';
import { queueArn } from '../../serverless-file/queue-spec.ts';
import type { QueueActions } from '../queues/queue-actions.ts';

export interface QueueEventSourceOptions {
  readonly queues: Pick<QueueActions, 'receive' | 'delete'>;
  readonly queueName: string;
  /** The most messages per invocation. */
  readonly batchSize: number;
  readonly reportBatchItemFailures: boolean;
  readonly invoke: Invoke;
  /** The most concurrent batches. */
  readonly maximumConcurrency?: number;
  readonly report?: Report;
}

export interface QueueEventSource {
  /** Stops receiving, and resolves when the running batches have ended. Call it before the queues' own stop. */
  stop(): Promise<void>;
}

/** Lambda starts with five pollers. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const POLLERS = 5;
const WAIT_SECONDS = 20;
const PAUSE_AFTER_ERROR_MILLISECONDS = 1000;

/**
 * Lambda's event source for SQS: passes the messages of a queue to a function in batches, and deletes those that
 * succeeded. Failed messages arrive again after their visibility timeout. The queue itself keeps the order of a group:
 * it delivers no further message of a group that has one in flight.
 */
export function startQueueEventSource(options: QueueEventSourceOptions): QueueEventSource {
  const { queues, queueName, batchSize, maximumConcurrency = POLLERS, report } = options;
  const stopping = new AbortController();
  const { signal } = stopping;

  const poll = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        const messages = await queues.receive(queueName, { maxMessages: batchSize, waitSeconds: WAIT_SECONDS, signal });
        if (messages.length > 0) await processBatch(messages, options, signal);
      } catch (error) {
        const message = `${queueName}: ${error instanceof Error ? error.message : String(error)}`;
        report?.({ type: 'problem', part: 'queue event source', message });
        await delay(PAUSE_AFTER_ERROR_MILLISECONDS, undefined, { signal }).catch(() => {});
      }
    }
  };

  const pollers = Array.from({ length: maximumConcurrency }, poll);
  return {
    async stop() {
      stopping.abort();
      await Promise.all(pollers);
    },
  };
}

async function processBatch(
  messages: readonly ReceivedMessage[],
  { queues, queueName, reportBatchItemFailures, invoke, report }: QueueEventSourceOptions,
  stopping: AbortSignal,
): Promise<void> {
  const invocation = await invoke(sqsEvent(queueName, messages));
  if ('error' in invocation && !stopping.aborted) {
    const message = `${queueName}: ${messages.length} not taken: ${invocation.error.errorMessage}`;
    report?.({ type: 'problem', part: 'queue event source', message });
  }
  const messageIds = messages.map(({ messageId }) => messageId);
  const failed = failedMessageIds(messageIds, invocation, reportBatchItemFailures);
  for (const { messageId, receiptHandle } of messages) {
    if (!failed.has(messageId)) queues.delete(queueName, receiptHandle);
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
const sqsEvent = (queueName: string, messages: readonly ReceivedMessage[]): SQSEvent => ({
  Records: messages.map((message): SQSRecord => ({
    messageId: message.messageId,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: message.attributes as unknown as SQSRecordAttributes,
    messageAttributes: Object.fromEntries(
      Object.entries(message.messageAttributes).map(([name, attribute]) => [name, lambdaAttribute(attribute)]),
    ),
    ...(message.md5OfMessageAttributes && { md5OfMessageAttributes: message.md5OfMessageAttributes }),
    md5OfBody: message.md5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn(queueName),
    awsRegion: LOCAL_REGION,
  })),
});

/** SQS's names begin with a capital letter, Lambda's do not. */
const lambdaAttribute = (attribute: ReceivedMessage['messageAttributes'][string]): SQSMessageAttribute => ({
  dataType: attribute.DataType,
  stringValue: attribute.StringValue,
  binaryValue: attribute.BinaryValue,
  stringListValues: [],
  binaryListValues: [],
});
