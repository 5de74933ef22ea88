import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { AwsCallError } from './aws-call.ts';

/** A value to write: our tables hold strings, numbers, flags and groups of them. */
export type WrittenValue =
  | AttributeValue.SMember
  | AttributeValue.NMember
  | AttributeValue.BOOLMember
  | (Omit<AttributeValue.MMember, 'M'> & { readonly M: WrittenItem });

/** An item to write. */
export type WrittenItem = Record<string, WrittenValue>;

/** An item or part of an item that was read. */
export type Item = Readonly<
  Record<string, { readonly S?: string; readonly N?: string; readonly BOOL?: boolean; readonly M?: Item } | undefined>
>;

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
