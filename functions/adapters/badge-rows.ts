import type { BuildState } from '../core/badge/badge-state.ts';
import { RANK } from '../core/builds/build-record.ts';
import type { RowKey } from '../core/builds/row-keys.ts';
import { STATUSES } from '../core/vocabulary.ts';
import type { Item } from './aws/dynamo-item.ts';
import type { CallOf, MethodActions } from './aws/method-actions.ts';
import { itemKey, type ItemKey } from './item-key.ts';

/** BatchGetItem accepts at most this many keys. */
const BATCH = 100;
/** Attempts for a batch of which DynamoDB returns only a part. */
const MOST_ATTEMPTS = 3;

/**
 * A row of the builds table; undefined where there is none. @throws Error if the table cannot be read or the row is not
 * valid
 */
export type ReadBadgeRow = (key: RowKey) => Promise<BuildState | undefined>;
/** Rows in the order of their keys; otherwise like ReadBadgeRow. */
export type ReadBadgeRows = (keys: readonly RowKey[]) => Promise<readonly (BuildState | undefined)[]>;

const FIELDS = ['project', 'row', 'status', 'rank', 'number', 'startedAt', 'endedAt', 'retryUntil', 'changedAt'];
/** Some of the field names are reserved words in DynamoDB. */
const PROJECTION = {
  ProjectionExpression: FIELDS.map((name) => `#${name}`).join(', '),
  ExpressionAttributeNames: Object.fromEntries(FIELDS.map((name) => [`#${name}`, name])),
};

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
    const response = await call('GetItem', { TableName: tableName, Key: itemKey(key), ...PROJECTION });
    const { Item: item } = response as { readonly Item?: Item };
    return item && readState(item);
  };

/** Reads the rows of many badges, a hundred per call. */
export const badgeRows =
  (call: CallOf<'dynamodb', typeof BADGE_ROWS_ACTIONS>, tableName: string): ReadBadgeRows =>
  async (keys) => {
    const batches: (readonly RowKey[])[] = [];
    for (let from = 0; from < keys.length; from += BATCH) batches.push(keys.slice(from, from + BATCH));
    const items = await Promise.all(batches.map((batch) => readBatch(call, tableName, batch.map(itemKey))));
    const states = new Map(items.flat().map((item) => [`${item['project']?.S}/${item['row']?.S}`, readState(item)]));
    return keys.map(({ project, row }) => states.get(`${project}/${row}`));
  };

interface BatchResponse {
  readonly Responses?: Readonly<Record<string, readonly Item[]>>;
  readonly UnprocessedKeys?: Readonly<Record<string, { readonly Keys: readonly ItemKey[] }>>;
}

async function readBatch(
  call: CallOf<'dynamodb', typeof BADGE_ROWS_ACTIONS>,
  table: string,
  keys: readonly ItemKey[],
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let left = keys;
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt === MOST_ATTEMPTS)
      throw new Error(`BatchGetItem left ${left.length} rows unread after ${MOST_ATTEMPTS} attempts.`);
    const response = (await call('BatchGetItem', {
      RequestItems: { [table]: { Keys: [...left], ...PROJECTION } },
    })) as BatchResponse;
    items.push(...(response.Responses?.[table] ?? []));
    left = response.UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return items;
}

function readState(item: Item): BuildState {
  const status = STATUSES.find((known) => known === item['status']?.S);
  const rank = Object.values(RANK).find((known) => String(known) === item['rank']?.N);
  const number = readNumber(item, 'number');
  if (status === undefined || rank === undefined || number === undefined) {
    const told = ['status', 'rank', 'number'].map((name) => `${name} ${item[name]?.S ?? item[name]?.N}`).join(', ');
    throw new Error(`A row of the builds table is not valid: ${told}.`);
  }
  const times = ['startedAt', 'endedAt', 'retryUntil', 'changedAt'].flatMap((name) => {
    const time = readNumber(item, name);
    return time === undefined ? [] : [[name, time] as const];
  });
  return { status, rank, number, ...(Object.fromEntries(times) as Pick<BuildState, 'startedAt' | 'endedAt'>) };
}

function readNumber(item: Item, name: string): number | undefined {
  const number = Number(item[name]?.N);
  return Number.isFinite(number) ? number : undefined;
}
