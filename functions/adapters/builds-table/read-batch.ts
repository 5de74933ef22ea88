import type { Item } from '../aws/dynamo-item.ts';
import type { CallOf } from '../aws/method-actions.ts';
import type { ItemKey } from '../item-key.ts';

/** BatchGetItem accepts at most this many keys. */
export const BATCH = 100;
/** The number of attempts to read a batch if DynamoDB returns only a part of it. */
const MOST_ATTEMPTS = 3;

interface BatchResponse {
  readonly Responses?: Readonly<Record<string, readonly Item[]>>;
  readonly UnprocessedKeys?: Readonly<Record<string, { readonly Keys: readonly ItemKey[] }>>;
}

/** The existing items for at most a hundred keys, in no particular order. */
export async function readBatch(
  call: CallOf<'dynamodb', { readonly call: 'dynamodb:BatchGetItem' }>,
  table: string,
  keys: readonly ItemKey[],
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let left = keys;
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt === MOST_ATTEMPTS)
      throw new Error(`BatchGetItem left ${left.length} rows unread after ${MOST_ATTEMPTS} attempts.`);
    const response = (await call('BatchGetItem', {
      RequestItems: { [table]: { Keys: [...left] } },
    })) as BatchResponse;
    items.push(...(response.Responses?.[table] ?? []));
    left = response.UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return items;
}
