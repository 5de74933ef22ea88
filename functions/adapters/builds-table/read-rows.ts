import type { RowKey } from '../../core/builds/row-keys.ts';
import { inBatches } from '../../core/in-batches.ts';
import type { Item } from '../aws/dynamo-item.ts';
import { itemKey } from '../item-key.ts';
import { BATCH, readBatch } from './read-batch.ts';

/** The items of these keys in order; undefined where there is none. A hundred are read per call. */
export async function readRows(
  call: Parameters<typeof readBatch>[0],
  table: string,
  keys: readonly RowKey[],
): Promise<readonly (Item | undefined)[]> {
  const items = await Promise.all(inBatches(keys, BATCH).map((batch) => readBatch(call, table, batch.map(itemKey))));
  const found = new Map(items.flat().map((item) => [`${item['project']?.S}/${item['row']?.S}`, item]));
  return keys.map(({ project, row }) => found.get(`${project}/${row}`));
}
