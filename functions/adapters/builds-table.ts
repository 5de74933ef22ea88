import type { BuildLists, BuildRows, ListedBuilds, NewestRows, ReconcileRows } from '../core/builds/build-ports.ts';
import { buildRow, CURSOR, excerptRow, MOST_BUILDS, projectRef, type RowKey } from '../core/builds/row-keys.ts';
import type { ExcerptedBuilds } from '../core/excerpt/excerpt-ports.ts';
import type { AwsAccess } from './aws/aws-access.ts';
import { awsCall } from './aws/aws-call.ts';
import type { CallOf, MethodActions } from './aws/method-actions.ts';
import { CALL_LIMITS } from './aws/call-limits.ts';
import { unlessConditionFailed, type Item, type WrittenItem } from './aws/dynamo-item.ts';
import { IS_ONLY, isBehind, isBuildBehind, isBuildStill, isStill } from './builds-table/conditions.ts';
import { readCursor, writeCursor } from './builds-table/cursor.ts';
import { buildFields, changedFields, joinedFields, movedFields, type Fields } from './builds-table/item-fields.ts';
import { OLD_ROWS, readOldRow } from './builds-table/old-rows.ts';
import { readBatch } from './builds-table/read-batch.ts';
import { readDetailedRecord, readNewestBuilds } from './builds-table/read-item.ts';
import { readRows } from './builds-table/read-rows.ts';
import { namesIn, update, type Condition } from './builds-table/update.ts';
import { itemKey } from './item-key.ts';

type BuildsTable = BuildRows & BuildLists & ReconcileRows & NewestRows & ExcerptedBuilds;

/** @see MethodActions */
export const BUILDS_TABLE_ACTIONS = {
  readBuild: 'dynamodb:GetItem',
  advanceBuild: 'dynamodb:UpdateItem',
  writeBuild: 'dynamodb:UpdateItem',
  readNewest: 'dynamodb:GetItem',
  advanceNewest: 'dynamodb:UpdateItem',
  writeNewest: 'dynamodb:UpdateItem',
  unfinished: 'dynamodb:Query',
  list: 'dynamodb:Query',
  readBuilds: 'dynamodb:BatchGetItem',
  readNewestOf: 'dynamodb:BatchGetItem',
  readExcerpted: 'dynamodb:BatchGetItem',
  remove: 'dynamodb:DeleteItem',
  oldRows: 'dynamodb:Scan',
  readCursor: 'dynamodb:GetItem',
  writeCursor: 'dynamodb:PutItem',
} as const satisfies MethodActions<BuildsTable>;

/** How many rows one scan for old rows reads. */
const SCANNED = 500;

/** The table `BuildsTable` in infra/resources/tables.yml. */
export function buildsTable(tableName: string, access: AwsAccess, limits = CALL_LIMITS): BuildsTable {
  const call: CallOf<'dynamodb', typeof BUILDS_TABLE_ACTIONS> = awsCall('dynamodb', access, limits);
  const TableName = tableName;

  async function get(key: RowKey): Promise<Item | undefined> {
    const { Item: found } = (await call('GetItem', { TableName, Key: itemKey(key), ConsistentRead: true })) as {
      readonly Item?: Item;
    };
    return found;
  }

  const write = (key: RowKey, fields: Fields, condition: Condition): Promise<boolean> =>
    unlessConditionFailed(call('UpdateItem', { TableName, Key: itemKey(key), ...update(fields, condition) }));

  /** A page can be empty without being the last. */
  async function* pages(query: object): AsyncGenerator<readonly Item[]> {
    let start: WrittenItem | undefined;
    do {
      const page = await call('Query', { TableName, ...query, ...(start && { ExclusiveStartKey: start }) });
      const { Items = [], LastEvaluatedKey } = page as Page;
      yield Items;
      start = LastEvaluatedKey;
    } while (start);
  }

  return {
    async readBuild(project, number) {
      const item = await get({ project, row: buildRow(number) });
      return item && readDetailedRecord(item);
    },

    advanceBuild(record) {
      const { project, number } = record;
      return write({ project, row: buildRow(number) }, joinedFields(record), isBuildBehind);
    },

    writeBuild(record, known) {
      const { project, number } = record;
      const isOther = known && known.buildId !== record.buildId;
      const fields = isOther ? buildFields(record) : joinedFields(record);
      return write({ project, row: buildRow(number) }, fields, isBuildStill(known));
    },

    async readNewest(project, row) {
      const item = await get({ project, row });
      return item && readNewestBuilds(item);
    },

    advanceNewest: (row, record) => write({ project: record.project, row }, movedFields(record), isBehind(row, record)),

    writeNewest: (row, next, known) =>
      write({ project: next.newest.project, row }, changedFields(next, known), isStill(row, known)),

    async unfinished() {
      const query = {
        IndexName: 'unfinished',
        KeyConditionExpression: '#unfinished = :yes',
        ExpressionAttributeNames: { '#unfinished': 'unfinished' },
        ExpressionAttributeValues: { ':yes': { S: 'yes' } },
      };
      const records = [];
      for await (const items of pages(query)) records.push(...items.flatMap((item) => readDetailedRecord(item) ?? []));
      return records;
    },

    async list(project, asked) {
      const { limit } = asked;
      const query = { ...listQuery(project, asked), ScanIndexForward: false, Limit: limit };
      const records = [];
      for await (const items of pages(query)) {
        records.push(...items.flatMap((item) => readDetailedRecord(item) ?? []));
        if (records.length >= limit) break;
      }
      return records.slice(0, limit);
    },

    async readBuilds(builds) {
      // A project that was deleted and created again can have two builds with one number, but BatchGetItem accepts no
      // key twice.
      const keys = new Map(
        builds.map(({ project, number }) => [`${project} ${number}`, itemKey({ project, row: buildRow(number) })]),
      );
      const items = await readBatch(call, TableName, [...keys.values()]);
      return items.flatMap((item) => readDetailedRecord(item) ?? []);
    },

    async readNewestOf(keys) {
      const items = await readRows(call, TableName, keys);
      return items.map((item) => item && readNewestBuilds(item));
    },

    async readExcerpted(project, number) {
      const rows = [buildRow(number), excerptRow(number)];
      const [build, kept] = await readRows(
        call,
        TableName,
        rows.map((row) => ({ project, row })),
      );
      const record = build && readDetailedRecord(build);
      if (!record) return undefined;
      // A project that is deleted and recreated counts its builds from 1.
      const text = kept?.['buildId']?.S === record.buildId ? kept['excerpt']?.S : undefined;
      return { record, ...(text !== undefined && { excerpt: { text, isCut: kept?.['isCut']?.BOOL ?? false } }) };
    },

    remove(row, { project, buildId }) {
      const removed = call('DeleteItem', {
        TableName,
        Key: itemKey({ project, row }),
        ConditionExpression: IS_ONLY,
        ExpressionAttributeNames: namesIn(IS_ONLY),
        ExpressionAttributeValues: { ':buildId': { S: buildId } },
      });
      return unlessConditionFailed(removed);
    },

    async oldRows(from) {
      const page = await call('Scan', {
        TableName,
        Limit: SCANNED,
        ...OLD_ROWS,
        ...(from !== undefined && { ExclusiveStartKey: itemKey(JSON.parse(from) as RowKey) }),
      });
      const { Items = [], LastEvaluatedKey: last } = page as Page;
      const next = last && JSON.stringify({ project: last['project'].S, row: last['row'].S });
      return { rows: Items.flatMap(readOldRow), ...(next !== undefined && { next }) };
    },

    async readCursor() {
      return readCursor(await get(CURSOR));
    },

    async writeCursor(cursor) {
      await call('PutItem', { TableName, Item: { ...itemKey(CURSOR), ...writeCursor(cursor) } });
    },
  };
}

interface Page {
  readonly Items?: readonly Item[];
  readonly LastEvaluatedKey?: ReturnType<typeof itemKey>;
}

/** A project's builds, or those of one of its refs. */
function listQuery(project: string, { ref, before = MOST_BUILDS }: ListedBuilds): object {
  if (ref === undefined) {
    return {
      KeyConditionExpression: '#project = :project AND #row BETWEEN :first AND :last',
      ExpressionAttributeNames: { '#project': 'project', '#row': 'row' },
      ExpressionAttributeValues: {
        ':project': { S: project },
        ':first': { S: buildRow(0) },
        ':last': { S: buildRow(before - 1) },
      },
    };
  }
  return {
    IndexName: 'builds-by-ref',
    KeyConditionExpression: '#projectRef = :projectRef AND #number < :before',
    ExpressionAttributeNames: { '#projectRef': 'projectRef', '#number': 'number' },
    ExpressionAttributeValues: { ':projectRef': { S: projectRef(project, ref) }, ':before': { N: String(before) } },
  };
}
