import { AwsError } from '../aws/aws-service.ts';

/** An error with its code from SQS's older query protocol, which clients still use. */
export class QueueError extends AwsError {
  readonly queryCode: string;
  constructor(type: string, queryCode: string, message: string) {
    super(type, message);
    this.queryCode = queryCode;
  }
}

type ModelledError =
  | 'QueueDoesNotExist'
  | 'ResourceNotFoundException'
  | 'MessageNotInflight'
  | 'ReceiptHandleIsInvalid'
  | 'InvalidMessageContents'
  | 'InvalidAttributeName'
  | 'EmptyBatchRequest'
  | 'TooManyEntriesInBatchRequest'
  | 'BatchEntryIdsNotDistinct'
  | 'InvalidBatchEntryId'
  | 'BatchRequestTooLong';

/** The `awsQueryError` traits of SQS's model; other errors have their names as codes. */
const QUERY_CODES: Partial<Record<ModelledError, string>> = {
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  InvalidBatchEntryId: 'AWS.SimpleQueueService.InvalidBatchEntryId',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
};

/** An error that SQS's model defines. */
export const queueError = (name: ModelledError, message: string): QueueError =>
  new QueueError(`com.amazonaws.sqs#${name}`, QUERY_CODES[name] ?? name, message);

export const missingParameter = (parameter: string): QueueError =>
  new QueueError(
    'com.amazon.coral.service#MissingRequiredParameterException',
    'MissingParameter',
    `The request must contain the parameter ${parameter}.`,
  );

export const invalidParameter = (message: string): QueueError =>
  new QueueError('com.amazon.coral.service#InvalidParameterValueException', 'InvalidParameterValue', message);

export const invalidValue = (value: string | number, parameter: string, reason: string): QueueError =>
  invalidParameter(`Value ${value} for parameter ${parameter} is invalid. Reason: ${reason}`);
