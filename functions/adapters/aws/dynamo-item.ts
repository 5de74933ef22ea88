import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { AwsCallError } from './aws-call.ts';

/** An item that is written: our tables hold texts and numbers. */
export type WrittenItem = Record<string, AttributeValue.SMember | AttributeValue.NMember>;

/** An item that was read, or a part of one. */
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
