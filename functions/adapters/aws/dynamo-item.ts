import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { AwsCallError } from './aws-call.ts';

/** An item to write. Our tables hold strings and numbers. */
export type WrittenItem = Record<string, AttributeValue.SMember | AttributeValue.NMember>;

/** An item or part of an item that was read. */
export type Item = Readonly<Record<string, { readonly S?: string; readonly N?: string } | undefined>>;

/** Whether a conditional write succeeded. */
export async function unlessConditionFailed(written: Promise<unknown>): Promise<boolean> {
  try {
    await written;
    return true;
  } catch (error) {
    if (error instanceof AwsCallError && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}
