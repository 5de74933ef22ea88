import { LOCAL_ACCOUNT, LOCAL_REGION } from './local-stage.ts';

export interface QueueSpec {
  /** The name of a FIFO queue ends with ".fifo". */
  readonly name: string;
  readonly fifo: boolean;
  readonly visibilityTimeoutSeconds: number;
  /** By default, four days, as in SQS. */
  readonly messageRetentionSeconds?: number;
  /** Where a message goes after this many receives without a delete. */
  readonly redrive?: { readonly deadLetterQueueName: string; readonly maxReceiveCount: number };
}

const FOUR_DAYS_SECONDS = 345_600;

export const retentionSeconds = ({ messageRetentionSeconds = FOUR_DAYS_SECONDS }: QueueSpec): number =>
  messageRetentionSeconds;

export const queueArn = (name: string): string => `arn:aws:sqs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${name}`;
