import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Queue, ReceivedMessages } from '../core/ports.ts';
import { clientSettings } from './client-settings.ts';

/** Sends to a FIFO queue. @throws the SDK's error when the queue did not take the message for sure */
export function sqsQueue(queueUrl: string, client = new SQSClient(clientSettings)): Queue & ReceivedMessages {
  return {
    async send({ body, groupId, deduplicationId }) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: body,
          MessageGroupId: groupId,
          MessageDeduplicationId: deduplicationId,
        }),
      );
    },
    async hideFor(receiptHandle, seconds) {
      await client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: queueUrl,
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: seconds,
        }),
      );
    },
  };
}
