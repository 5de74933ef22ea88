import { RANK, type BuildRecord, type Rank } from '../core/builds/build-record.ts';
import type { BuildLists, BuildRows, ListedBuilds, ReconcileRows } from '../core/builds/build-ports.ts';
import {
  buildRow,
  CURSOR,
  isBuildRow,
  isListRow,
  listPrefix,
  MOST_BUILDS,
  oldListPrefix,
  type RowKey,
} from '../core/builds/row-keys.ts';
import { STATUSES } from '../core/vocabulary.ts';
import type { AwsAccess } from './aws/aws-access.ts';
import { awsCall } from './aws/aws-call.ts';
import type { CallOf, MethodActions } from './aws/method-actions.ts';
import { CALL_LIMITS } from './aws/call-limits.ts';
import { unlessConditionFailed, type Item, type WrittenItem } from './aws/dynamo-item.ts';
import { itemKey } from './item-key.ts';

/** CodeBuild keeps builds for a year, and so do the lists; the newest states stay. */
const YEAR_SECONDS = 366 * 24 * 3600;
const UNFINISHED = 'unfinished';

type BuildsTable = BuildRows & BuildLists & ReconcileRows;

/** @see MethodActions */
export const BUILDS_TABLE_ACTIONS = {
  read: 'dynamodb:GetItem',
  advance: 'dynamodb:UpdateItem',
  replace: 'dynamodb:UpdateItem',
  unfinished: 'dynamodb:Query',
  list: 'dynamodb:Query',
  remove: 'dynamodb:DeleteItem',
  readCursor: 'dynamodb:GetItem',
  writeCursor: 'dynamodb:PutItem',
} as const satisfies MethodActions<BuildsTable>;

/** The table `BuildsTable` of infra/resources/tables.yml. */
export function buildsTable(tableName: string, access: AwsAccess, limits = CALL_LIMITS): BuildsTable {
  const call: CallOf<'dynamodb', typeof BUILDS_TABLE_ACTIONS> = awsCall('dynamodb', access, limits);
  const TableName = tableName;

  async function get(key: RowKey): Promise<Item | undefined> {
    const { Item: found } = (await call('GetItem', { TableName, Key: itemKey(key), ConsistentRead: true })) as {
      readonly Item?: Item;
    };
    return found;
  }

  /** A page may be empty, and not be the last. */
  async function* pages(query: object): AsyncGenerator<readonly Item[]> {
    let start: WrittenItem | undefined;
    do {
      const page = await call('Query', { TableName, ...query, ...(start && { ExclusiveStartKey: start }) });
      const { Items = [], LastEvaluatedKey } = page as {
        readonly Items?: readonly Item[];
        readonly LastEvaluatedKey?: WrittenItem;
      };
      yield Items;
      start = LastEvaluatedKey;
    } while (start);
  }

  async function write(row: string, record: BuildRecord, condition: string, values: WrittenItem): Promise<boolean> {
    const { sets, removes, values: fields } = update(row, record);
    const written = call('UpdateItem', {
      TableName,
      Key: itemKey({ project: record.project, row }),
      UpdateExpression: `SET ${sets.join(', ')}` + (removes.length > 0 ? ` REMOVE ${removes.join(', ')}` : ''),
      ConditionExpression: condition,
      ExpressionAttributeNames: NAMES,
      ExpressionAttributeValues: { ...fields, ...values },
    });
    return unlessConditionFailed(written);
  }

  async function list(
    project: string,
    prefix: string,
    { before = MOST_BUILDS, limit }: Omit<ListedBuilds, 'ref'>,
    isListed: (record: BuildRecord) => boolean = () => true,
  ): Promise<readonly BuildRecord[]> {
    const query = {
      KeyConditionExpression: '#project = :project AND #row BETWEEN :first AND :last',
      ExpressionAttributeNames: { '#project': 'project', '#row': 'row' },
      ExpressionAttributeValues: {
        ':project': { S: project },
        ':first': { S: prefix + buildRow(0) },
        ':last': { S: prefix + buildRow(before - 1) },
      },
      ScanIndexForward: false,
      Limit: limit,
    };
    const records: BuildRecord[] = [];
    for await (const items of pages(query)) {
      records.push(...items.flatMap((item) => readItem(item) ?? []).filter(isListed));
      if (records.length >= limit) break;
    }
    return records.slice(0, limit);
  }

  return {
    async read(project, row) {
      const item = await get({ project, row });
      return item && readItem(item);
    },

    advance: (row, record) =>
      write(
        row,
        record,
        'attribute_not_exists(#buildId) OR #number < :number OR (#number = :number AND #rank < :rank)',
        {},
      ),

    replace: (row, record, otherBuildId) => write(row, record, '#buildId = :other', { ':other': { S: otherBuildId } }),

    async unfinished() {
      const records: BuildRecord[] = [];
      const query = {
        IndexName: UNFINISHED,
        KeyConditionExpression: '#unfinished = :yes',
        ExpressionAttributeNames: { '#unfinished': UNFINISHED },
        ExpressionAttributeValues: { ':yes': { S: 'yes' } },
      };
      for await (const items of pages(query)) {
        records.push(...items.flatMap((item) => readItem(item) ?? []));
      }
      return records;
    },

    async list(project, { ref, ...page }) {
      if (ref === undefined) return list(project, '', page);
      const [listed, old] = await Promise.all([
        list(project, listPrefix(ref), page),
        // The rows of other refs may lie among these.
        list(project, oldListPrefix(ref), page, (record) => record.ref === ref),
      ]);
      return newestFirst([...listed, ...old]).slice(0, page.limit);
    },

    async remove(row, { project, buildId }) {
      const removed = call('DeleteItem', {
        TableName,
        Key: itemKey({ project, row }),
        ConditionExpression: '#buildId = :buildId',
        ExpressionAttributeNames: { '#buildId': 'buildId' },
        ExpressionAttributeValues: { ':buildId': { S: buildId } },
      });
      await unlessConditionFailed(removed);
    },

    async readCursor() {
      return (await get(CURSOR))?.['after']?.S;
    },

    async writeCursor(after) {
      await call('PutItem', {
        TableName,
        Item: { ...itemKey(CURSOR), ...(after !== undefined && { after: { S: after } }) },
      });
    },
  };
}

const NAMES = {
  '#number': 'number',
  '#rank': 'rank',
  '#status': 'status',
  '#buildId': 'buildId',
  '#ref': 'ref',
  '#commit': 'commit',
  '#startedAt': 'startedAt',
  '#endedAt': 'endedAt',
  '#retryUntil': 'retryUntil',
  '#changedAt': 'changedAt',
  '#unfinished': UNFINISHED,
  '#expiresAt': 'expiresAt',
};

/** Each number once: a build under the state that knows more; of two builds of one number, the one that comes first. */
function newestFirst(records: readonly BuildRecord[]): readonly BuildRecord[] {
  const sorted = records.toSorted(
    (one, other) => other.number - one.number || (one.buildId === other.buildId ? other.rank - one.rank : 0),
  );
  return sorted.filter(({ number }, index) => number !== sorted[index - 1]?.number);
}

/** Sets what the record has and removes what it lacks: a row is of one build, never a mixture. */
function update(row: string, record: BuildRecord) {
  const { buildId, number, rank, status, ref, commit, startedAt, endedAt, retryUntil } = record;
  const fields: Record<string, WrittenItem[string] | undefined> = {
    number: { N: String(number) },
    rank: { N: String(rank) },
    status: { S: status },
    buildId: { S: buildId },
    ref: ref === undefined ? undefined : { S: ref },
    commit: commit === undefined ? undefined : { S: commit },
    startedAt: startedAt === undefined ? undefined : { N: String(Math.round(startedAt)) },
    endedAt: endedAt === undefined ? undefined : { N: String(Math.round(endedAt)) },
    retryUntil: retryUntil === undefined ? undefined : { N: String(Math.round(retryUntil)) },
    // For a badge's Last-Modified.
    changedAt: { N: String(Date.now()) },
    [UNFINISHED]: isBuildRow(row) && rank < RANK.ended ? { S: 'yes' } : undefined,
    expiresAt: isListRow(row) ? { N: String(Math.round((startedAt ?? Date.now()) / 1000) + YEAR_SECONDS) } : undefined,
  };
  const sets: string[] = [];
  const removes: string[] = [];
  const values: WrittenItem = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) {
      removes.push(`#${name}`);
    } else {
      sets.push(`#${name} = :${name}`);
      values[`:${name}`] = value;
    }
  }
  return { sets, removes, values };
}

function readItem(item: Item): BuildRecord | undefined {
  const text = (name: string) => item[name]?.S;
  const count = (name: string) => (item[name]?.N === undefined ? undefined : Number(item[name].N));
  const [project, buildId, number, rank] = [text('project'), text('buildId'), count('number'), count('rank')];
  const status = STATUSES.find((known) => known === text('status'));
  if (project === undefined || buildId === undefined || number === undefined || !status || !isRank(rank))
    return undefined;
  const [ref, commit] = [text('ref'), text('commit')];
  const [startedAt, endedAt, retryUntil] = [count('startedAt'), count('endedAt'), count('retryUntil')];
  return {
    project,
    buildId,
    number,
    rank,
    status,
    ...(ref !== undefined && { ref }),
    ...(commit !== undefined && { commit }),
    ...(startedAt !== undefined && { startedAt }),
    ...(endedAt !== undefined && { endedAt }),
    ...(retryUntil !== undefined && { retryUntil }),
  };
}

const isRank = (value: number | undefined): value is Rank => Object.values(RANK).some((rank) => rank === value);
