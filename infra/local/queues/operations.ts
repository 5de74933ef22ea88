import { randomUUID } from 'node:crypto';
import { array, integer, number, object, optional, pipe, string } from 'valibot';
import { operation } from '../aws/aws-json.ts';
import type { AwsOperation } from '../aws/aws-json.ts';
import { LOCAL_ACCOUNT } from '../../serverless-file/local-stage.ts';
import { inBatch } from './batch.ts';
import { checkVisibility } from './in-flight.ts';
import type { ReceivedMessage } from './message.ts';
import { MessageAttributes, messageAttributesMd5, selectMessageAttributes } from './message-attributes.ts';
import { queueAttributes } from './queue-attributes.ts';
import { invalidValue, missingParameter, queueError } from './queue-error.ts';
import type { QueueActions } from './queue-actions.ts';
import { LONGEST_MESSAGE, entrySize } from './send.ts';

const Text = optional(string());
const Int = optional(pipe(number(), integer()));
const Names = optional(array(string()), []);
const OnQueue = { QueueUrl: Text };
const Send = {
  MessageBody: Text,
  MessageAttributes: optional(MessageAttributes),
  MessageGroupId: Text,
  MessageDeduplicationId: Text,
  DelaySeconds: Int,
};
const Id = { Id: string() };

const MOST_MESSAGES = 10;
const LONGEST_WAIT_SECONDS = 20;

/** SQS's operations on the queues, by name. */
export function operationsOf(
  queues: QueueActions,
  { now, endpointUrl }: { now: () => number; endpointUrl: () => string },
): Readonly<Record<string, AwsOperation>> {
  const queueUrl = (name: string): string => `${endpointUrl()}/${LOCAL_ACCOUNT}/${name}`;
  return {
    SendMessage: operation(object({ ...OnQueue, ...Send }), ({ QueueUrl, ...entry }) =>
      queues.send(queueName(QueueUrl), entry),
    ),

    SendMessageBatch: operation(
      object({ ...OnQueue, Entries: optional(array(object({ ...Id, ...Send })), []) }),
      ({ QueueUrl, Entries }) => {
        const name = queueName(QueueUrl);
        queues.queue(name);
        const size = Entries.reduce((sum, entry) => sum + entrySize(entry), 0);
        if (size > LONGEST_MESSAGE) {
          throw queueError('BatchRequestTooLong', `Batch requests cannot be longer than ${LONGEST_MESSAGE} bytes.`);
        }
        return inBatch(Entries, (entry) => queues.send(name, entry));
      },
    ),

    ReceiveMessage: operation(
      object({
        ...OnQueue,
        MaxNumberOfMessages: Int,
        VisibilityTimeout: Int,
        WaitTimeSeconds: Int,
        AttributeNames: Names,
        MessageSystemAttributeNames: Names,
        MessageAttributeNames: Names,
      }),
      async (input, { signal }) => {
        const { MaxNumberOfMessages = 1, VisibilityTimeout, WaitTimeSeconds = 0 } = input;
        checkRange('MaxNumberOfMessages', MaxNumberOfMessages, 1, MOST_MESSAGES);
        checkRange('WaitTimeSeconds', WaitTimeSeconds, 0, LONGEST_WAIT_SECONDS);
        if (VisibilityTimeout !== undefined) checkVisibility(VisibilityTimeout);
        const received = await queues.receive(queueName(input.QueueUrl), {
          maxMessages: MaxNumberOfMessages,
          visibilitySeconds: VisibilityTimeout,
          waitSeconds: WaitTimeSeconds,
          signal,
        });
        const systemNames = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
        const messages = received.map((message) => toWire(message, systemNames, input.MessageAttributeNames));
        return messages.length > 0 ? { Messages: messages } : {};
      },
    ),

    DeleteMessage: operation(object({ ...OnQueue, ReceiptHandle: Text }), ({ QueueUrl, ReceiptHandle }) => {
      queues.delete(queueName(QueueUrl), required('ReceiptHandle', ReceiptHandle));
    }),

    DeleteMessageBatch: operation(
      object({ ...OnQueue, Entries: optional(array(object({ ...Id, ReceiptHandle: Text })), []) }),
      ({ QueueUrl, Entries }) => {
        const name = queueName(QueueUrl);
        queues.queue(name);
        return inBatch(Entries, ({ ReceiptHandle }) => {
          queues.delete(name, required('ReceiptHandle', ReceiptHandle));
          return {};
        });
      },
    ),

    ChangeMessageVisibility: operation(
      object({ ...OnQueue, ReceiptHandle: Text, VisibilityTimeout: Int }),
      ({ QueueUrl, ReceiptHandle, VisibilityTimeout }) => {
        queues.changeVisibility(
          queueName(QueueUrl),
          required('ReceiptHandle', ReceiptHandle),
          required('VisibilityTimeout', VisibilityTimeout),
        );
      },
    ),

    GetQueueUrl: operation(object({ QueueName: Text }), ({ QueueName }) => {
      const name = required('QueueName', QueueName);
      queues.queue(name);
      return { QueueUrl: queueUrl(name) };
    }),

    GetQueueAttributes: operation(object({ ...OnQueue, AttributeNames: Names }), ({ QueueUrl, AttributeNames }) => {
      const attributes = queueAttributes(queues.queue(queueName(QueueUrl)), AttributeNames, now());
      return attributes.length > 0 ? { Attributes: Object.fromEntries(attributes) } : {};
    }),

    ListQueues: operation(object({ QueueNamePrefix: optional(string(), '') }), ({ QueueNamePrefix }) => ({
      QueueUrls: queues
        .names()
        .filter((name) => name.startsWith(QueueNamePrefix))
        .map(queueUrl),
    })),

    PurgeQueue: operation(object(OnQueue), ({ QueueUrl }) => {
      queues.purge(queueName(QueueUrl));
    }),

    // AWS moves messages at its own pace; here, the task is complete when the response is sent.
    StartMessageMoveTask: operation(
      object({ SourceArn: Text, DestinationArn: Text, MaxNumberOfMessagesPerSecond: Int }),
      ({ SourceArn, DestinationArn }) => {
        queues.move(required('SourceArn', SourceArn), DestinationArn);
        return { TaskHandle: Buffer.from(JSON.stringify({ taskId: randomUUID() })).toString('base64') };
      },
    ),
  };
}

const toWire = (
  message: ReceivedMessage,
  systemNames: readonly string[],
  attributeNames: readonly string[],
): Record<string, unknown> => {
  const attributes = Object.entries(message.attributes).filter(
    ([name]) => systemNames.includes('All') || systemNames.includes(name),
  );
  const messageAttributes = selectMessageAttributes(message.messageAttributes, attributeNames);
  const attributesMd5 = messageAttributesMd5(messageAttributes);
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: message.md5OfBody,
    Body: message.body,
    ...(attributes.length > 0 && { Attributes: Object.fromEntries(attributes) }),
    ...(attributesMd5 && { MessageAttributes: messageAttributes, MD5OfMessageAttributes: attributesMd5 }),
  };
};

/** The name of a queue is the last segment of its URL, whatever precedes it. */
const queueName = (queueUrl: string | undefined): string => required('QueueUrl', queueUrl).split('/').at(-1) ?? '';

function required<T>(parameter: string, value: T | undefined): T {
  if (value === undefined || value === '') throw missingParameter(parameter);
  return value;
}

function checkRange(parameter: string, value: number, least: number, most: number): void {
  if (value >= least && value <= most) return;
  throw invalidValue(value, parameter, `Must be between ${least} and ${most}, if provided.`);
}
