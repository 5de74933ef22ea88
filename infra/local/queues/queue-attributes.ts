import { queueError } from './queue-error.ts';
import { queueArn, retentionSeconds } from '../../serverless-file/queue-spec.ts';
import type { QueueSpec } from '../../serverless-file/queue-spec.ts';
import type { Queue } from './queue-actions.ts';
import { LONGEST_MESSAGE } from './send.ts';

/**
 * A queue's attributes with SQS's names and format: the requested ones, or all for "All".
 * @throws QueueError for an attribute that SQS does not have
 */
export function queueAttributes(
  { spec, state: { messages } }: Queue,
  names: readonly string[],
  now: number,
): [name: string, value: string][] {
  const hidden = [...messages.values()].filter(({ visibleAt }) => visibleAt > now);
  const delayed = hidden.filter(({ receiptHandle }) => receiptHandle === undefined);
  const attributes: Record<string, string | undefined> = {
    QueueArn: queueArn(spec.name),
    ApproximateNumberOfMessages: String(messages.size - hidden.length),
    ApproximateNumberOfMessagesNotVisible: String(hidden.length - delayed.length),
    ApproximateNumberOfMessagesDelayed: String(delayed.length),
    VisibilityTimeout: String(spec.visibilityTimeoutSeconds),
    MessageRetentionPeriod: String(retentionSeconds(spec)),
    MaximumMessageSize: String(LONGEST_MESSAGE),
    DelaySeconds: '0',
    ReceiveMessageWaitTimeSeconds: '0',
    FifoQueue: spec.fifo ? 'true' : undefined,
    ContentBasedDeduplication: spec.fifo ? 'false' : undefined,
    RedrivePolicy: spec.redrive && redrivePolicy(spec.redrive),
  };
  const unknown = names.find((name) => name !== 'All' && !Object.hasOwn(attributes, name));
  if (unknown !== undefined) throw queueError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  return Object.entries(attributes).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && (names.includes('All') || names.includes(entry[0])),
  );
}

const redrivePolicy = ({ deadLetterQueueName, maxReceiveCount }: NonNullable<QueueSpec['redrive']>): string =>
  JSON.stringify({ deadLetterTargetArn: queueArn(deadLetterQueueName), maxReceiveCount });
