import type { OldRow } from '../../core/builds/build-ports.ts';
import { ENDED } from '../../core/builds/reconcile/old-rows.ts';
import { BUILD, REF } from '../../core/builds/row-keys.ts';
import type { Item } from '../aws/dynamo-item.ts';
import { readDetailedRecord } from './read-item.ts';
import { namesIn } from './update.ts';

/**
 * Rows of the previous release that this one no longer writes: builds without the key of the index by ref, rows of the
 * newest ended build, and the newest builds of a ref whose row ended with a space. Its rows of lists expire.
 */
const FILTER = [
  '(begins_with(#row, :build) AND attribute_exists(#ref) AND attribute_not_exists(#projectRef))',
  'begins_with(#row, :ended)',
  '(begins_with(#row, :ref) AND contains(#row, :space) AND attribute_not_exists(#expiresAt))',
].join(' OR ');

/** The parameters of the Scan that finds them. */
export const OLD_ROWS = {
  FilterExpression: FILTER,
  ExpressionAttributeNames: namesIn(FILTER),
  ExpressionAttributeValues: {
    ':build': { S: BUILD },
    ':ended': { S: ENDED },
    ':ref': { S: REF },
    ':space': { S: ' ' },
  },
};

export function readOldRow(item: Item): readonly OldRow[] {
  const [row, record] = [item['row']?.S, readDetailedRecord(item)];
  return row === undefined || !record ? [] : [{ row, record }];
}
