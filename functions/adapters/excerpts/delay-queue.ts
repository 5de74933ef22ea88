import type { DelayQueue } from '../../core/ports.ts';
import type { AwsAccess } from '../aws/aws-access.ts';
import { awsCall } from '../aws/aws-call.ts';
import { CALL_LIMITS } from '../aws/call-limits.ts';
import type { CallOf, MethodActions } from '../aws/method-actions.ts';

/** @see MethodActions */
export const DELAY_QUEUE_ACTIONS = {
  sendLater: 'sqs:SendMessage',
} as const satisfies MethodActions<DelayQueue>;

/** Sends to a standard queue at its URL's host, as SQS requires. */
export function delayQueue(queueUrl: string, access: AwsAccess): DelayQueue {
  const call: CallOf<'sqs', typeof DELAY_QUEUE_ACTIONS> = awsCall(
    'sqs',
    { ...access, endpointUrls: { sqs: new URL(queueUrl).origin } },
    CALL_LIMITS,
  );
  return {
    async sendLater(body, seconds) {
      await call('SendMessage', { QueueUrl: queueUrl, MessageBody: body, DelaySeconds: seconds });
    },
  };
}
