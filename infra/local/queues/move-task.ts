import { invalidValue, queueError } from './queue-error.ts';
import { queueArn } from '../../serverless-file/queue-spec.ts';
import type { Message } from './message.ts';
import type { Change } from './queue-store.ts';
import type { Queue } from './queue-actions.ts';
import { planSend } from './send.ts';

/**
 * The queue that messages are moved from.
 * @throws QueueError if the queue does not exist, or is not the dead-letter queue of another one
 */
export function moveSource(arn: string, queues: readonly Queue[]): Queue {
  const source = findQueue('SourceArn', arn, queues);
  if (queues.some(({ spec }) => spec.redrive?.deadLetterQueueName === source.spec.name)) return source;
  throw invalidValue(arn, 'SourceArn', 'Source queue must be configured as a Dead Letter Queue.');
}

/** @throws QueueError if the queue does not exist, or is of the other type */
export function moveDestination(arn: string, source: Queue, queues: readonly Queue[]): Queue {
  const destination = findQueue('DestinationArn', arn, queues);
  if (destination.spec.fifo === source.spec.fifo) return destination;
  throw invalidValue(arn, 'DestinationArn', 'The queues must be of the same type.');
}

/** The messages that can be moved now, oldest first. A message in flight belongs to its receiver. */
export const movable = ({ state: { messages } }: Queue, now: number): readonly Message[] =>
  [...messages.values()].filter(({ visibleAt }) => visibleAt <= now);

/**
 * The changes that move a message. The message is sent again, so it has a new id, sent time and receive count.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
 */
export const planMove = (message: Message, from: Queue, to: Queue, now: number): Change[] => [
  { queue: from.spec.name, remove: message.id },
  ...planSend(
    to,
    {
      MessageBody: message.body,
      MessageAttributes: message.messageAttributes,
      MessageGroupId: message.groupId,
      MessageDeduplicationId: message.deduplicationId,
    },
    now,
  ).changes,
];

function findQueue(parameter: string, arn: string, queues: readonly Queue[]): Queue {
  const queue = queues.find(({ spec }) => queueArn(spec.name) === arn);
  if (queue) return queue;
  throw queueError(
    'ResourceNotFoundException',
    `The resource that you specified for the ${parameter} parameter doesn't exist.`,
  );
}
