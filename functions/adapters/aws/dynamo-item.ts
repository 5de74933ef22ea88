import { AwsCallError } from './aws-call.ts';

/** An item of DynamoDB, as far as our tables have attributes: texts and numbers. */
export type Item = Readonly<Record<string, { readonly S?: string; readonly N?: string } | undefined>>;

/** Whether a conditional write was done. */
export async function unlessConditionFailed(written: Promise<unknown>): Promise<boolean> {
  try {
    await written;
    return true;
  } catch (error) {
    if (error instanceof AwsCallError && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}
