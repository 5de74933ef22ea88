import type { BuildState, BuildStates } from '../core/badge/badge-state.ts';
import { RANK } from '../core/builds/build-record.ts';
import { isOwnRow, type RowKey } from '../core/builds/row-keys.ts';
import { STATUSES } from '../core/vocabulary.ts';
import type { Item } from './aws/dynamo-item.ts';
import type { CallOf, MethodActions } from './aws/method-actions.ts';
import { readRows } from './builds-table/read-rows.ts';
import { itemKey } from './item-key.ts';

/**
 * A row of the builds table; undefined where there is none. @throws Error if the table cannot be read or the row is not
 * valid
 */
export type ReadBadgeRow = (key: RowKey) => Promise<BuildStates | undefined>;
/** Rows in the order of their keys; otherwise like ReadBadgeRow. */
export type ReadBadgeRows = (keys: readonly RowKey[]) => Promise<readonly (BuildStates | undefined)[]>;

const TIMES = ['startedAt', 'endedAt', 'retryUntil', 'changedAt'] as const;

/** @see MethodActions */
export const BADGE_ROW_ACTIONS = {
  call: 'dynamodb:GetItem',
} as const satisfies MethodActions<ReadBadgeRow>;

/** @see MethodActions */
export const BADGE_ROWS_ACTIONS = {
  call: 'dynamodb:BatchGetItem',
} as const satisfies MethodActions<ReadBadgeRows>;

/** Reads the one row that a badge needs. */
export const badgeRow =
  (call: CallOf<'dynamodb', typeof BADGE_ROW_ACTIONS>, tableName: string): ReadBadgeRow =>
  async (key) => {
    const response = await call('GetItem', { TableName: tableName, Key: itemKey(key) });
    const { Item: item } = response as { readonly Item?: Item };
    return item && readStates(item);
  };

/** Reads the rows of many badges, a hundred per call. */
export const badgeRows =
  (call: CallOf<'dynamodb', typeof BADGE_ROWS_ACTIONS>, tableName: string): ReadBadgeRows =>
  async (keys) => {
    const items = await readRows(call, tableName, keys);
    return items.map((item) => item && readStates(item));
  };

function readStates(item: Item): BuildStates | undefined {
  const half = item['ended']?.M;
  if (!isOwnRow(item['row']?.S ?? '', item['ref']?.S)) return undefined;
  return { newest: readState(item), ...(half && { ended: readState(half) }) };
}

function readState(item: Item): BuildState {
  const status = STATUSES.find((known) => known === item['status']?.S);
  const rank = Object.values(RANK).find((known) => String(known) === item['rank']?.N);
  const number = readNumber(item, 'number');
  if (status === undefined || rank === undefined || number === undefined) {
    const told = ['status', 'rank', 'number'].map((name) => `${name} ${item[name]?.S ?? item[name]?.N}`).join(', ');
    throw new Error(`A row of the builds table is not valid: ${told}.`);
  }
  const times: Partial<Record<(typeof TIMES)[number], number>> = {};
  for (const name of TIMES) {
    const time = readNumber(item, name);
    if (time !== undefined) times[name] = time;
  }
  return { status, rank, number, ...times };
}

function readNumber(item: Item, name: string): number | undefined {
  const number = Number(item[name]?.N);
  return Number.isFinite(number) ? number : undefined;
}
