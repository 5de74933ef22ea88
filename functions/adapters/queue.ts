import type { Queue, ReceivedMessages } from '../core/ports.ts';
import type { AwsAccess } from './aws/aws-access.ts';
import { awsCall } from './aws/aws-call.ts';
import type { CallOf, MethodActions } from './aws/method-actions.ts';

/** A webhook's sender waits ten seconds: two of these attempts and two for the secrets before them fit into that. */
const LIMITS = { deadlineMilliseconds: 2000, attempts: 2 };

/** @see MethodActions */
export const QUEUE_ACTIONS = {
  send: 'sqs:SendMessage',
  hideFor: 'sqs:ChangeMessageVisibility',
} as const satisfies MethodActions<Queue & ReceivedMessages>;

/**
 * Sends to a FIFO queue at its URL's host, as SQS requires.
 * @throws the service's error if it is not certain that the queue accepted the message
 */
export function sqsQueue(queueUrl: string, access: AwsAccess): Queue & ReceivedMessages {
  const call: CallOf<'sqs', typeof QUEUE_ACTIONS> = awsCall(
    'sqs',
    { ...access, endpointUrls: { sqs: new URL(queueUrl).origin } },
    LIMITS,
  );
  return {
    async send({ body, groupId, deduplicationId }) {
      await call('SendMessage', {
        QueueUrl: queueUrl,
        MessageBody: body,
        MessageGroupId: groupId,
        MessageDeduplicationId: deduplicationId,
      });
    },
    async hideFor(receiptHandle, seconds) {
      await call('ChangeMessageVisibility', {
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      });
    },
  };
}
