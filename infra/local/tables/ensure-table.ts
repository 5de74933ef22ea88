import * as v from 'valibot';
import { inBatches } from '../../../functions/core/in-batches.ts';
import type { TableSpec } from '../../serverless-file/table-spec.ts';
import type { Database } from './database.ts';

/** How long creating or deleting a table can take. */
const MOST_MILLISECONDS = 5000;
/** BatchWriteItem accepts at most this many items. */
const BATCH = 25;

/**
 * Creates a table that does not exist yet. dynalite cannot add an index to an existing one, so its items are copied to
 * another table, and from there to a new one that has every index. If the process is killed, the next start continues.
 * A table that was being deleted then had already been copied: dynalite describes it without indexes, and its items may
 * be gone.
 *
 * @returns whether the table had to be created
 * @throws Error, one line, if that fails
 */
export async function ensureTable(database: Database, spec: TableSpec, place: string): Promise<boolean> {
  const { TableName } = spec;
  const copy = { ...spec, TableName: `${TableName}-copy` };
  for (const name of [TableName, copy.TableName]) {
    if ((await describe(database, name))?.TableStatus === 'DELETING') await drop(database, name);
  }
  const known = await describe(database, TableName);
  if (known && lacksIndexes(known, spec)) {
    await drop(database, copy.TableName);
    await make(database, copy, place);
    await copyItems(database, TableName, copy.TableName);
    await drop(database, TableName);
  }
  await make(database, spec, place);
  if (!(await describe(database, copy.TableName))) return !known;
  await copyItems(database, copy.TableName, TableName);
  await drop(database, copy.TableName);
  return false;
}

const Described = v.object({
  Table: v.object({
    TableStatus: v.string(),
    GlobalSecondaryIndexes: v.optional(v.array(v.object({ IndexName: v.string() })), []),
  }),
});
type Described = v.InferOutput<typeof Described>['Table'];

const lacksIndexes = ({ GlobalSecondaryIndexes }: Described, spec: TableSpec): boolean =>
  (spec.GlobalSecondaryIndexes ?? []).some(
    ({ IndexName }) => !GlobalSecondaryIndexes.some((index) => index.IndexName === IndexName),
  );

/**
 * Creates a table if it does not exist, and waits until it is ready. dynalite stores that a table is ready only after
 * it has responded. If it is killed in between, the table never becomes ready.
 */
async function make(database: Database, spec: TableSpec, place: string): Promise<void> {
  const { TableName, AttributeDefinitions, KeySchema, BillingMode = 'PAY_PER_REQUEST' } = spec;
  const { GlobalSecondaryIndexes, LocalSecondaryIndexes } = spec;
  const table = { AttributeDefinitions, KeySchema, BillingMode, GlobalSecondaryIndexes, LocalSecondaryIndexes };
  const made = await call(database, 'CreateTable', { TableName, ...table });
  if (made.status !== 200 && !/#ResourceInUseException"/.test(made.text)) {
    throw new Error(`The table ${TableName} could not be created: ${made.text}`);
  }
  if (await comesTrue(async () => (await describe(database, TableName))?.TableStatus === 'ACTIVE')) return;
  throw new Error(
    `The table ${TableName} in ${place} is incomplete, since the process was killed while creating it. ${START_AGAIN}`,
  );
}

export const START_AGAIN =
  'Restore the directory from a backup, or delete it and start again. Badges and lists then return within minutes, but the ledger of deliveries is lost, so a redelivery builds again.';

async function drop(database: Database, TableName: string): Promise<void> {
  if (!(await describe(database, TableName))) return;
  await succeed(database, 'DeleteTable', { TableName });
  if (await comesTrue(async () => !(await describe(database, TableName)))) return;
  throw new Error(`The table ${TableName} could not be deleted. ${START_AGAIN}`);
}

async function comesTrue(isTrue: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + MOST_MILLISECONDS;
  for (;;) {
    if (await isTrue()) return true;
    if (Date.now() > deadline) return false;
  }
}

/** @returns undefined if there is no such table */
async function describe(database: Database, TableName: string): Promise<Described | undefined> {
  const { status, text } = await call(database, 'DescribeTable', { TableName });
  return status === 200 ? v.parse(Described, JSON.parse(text)).Table : undefined;
}

const Page = v.object({ Items: v.array(v.unknown()), LastEvaluatedKey: v.optional(v.unknown()) });
const Written = v.object({ UnprocessedItems: v.record(v.string(), v.unknown()) });

async function copyItems(database: Database, from: string, to: string): Promise<void> {
  let start: unknown;
  do {
    const query = { TableName: from, ConsistentRead: true, ...(start !== undefined && { ExclusiveStartKey: start }) };
    const { Items, LastEvaluatedKey } = v.parse(Page, await succeed(database, 'Scan', query));
    for (const items of inBatches(Items, BATCH)) {
      const RequestItems = { [to]: items.map((Item) => ({ PutRequest: { Item } })) };
      const { UnprocessedItems } = v.parse(Written, await succeed(database, 'BatchWriteItem', { RequestItems }));
      if (Object.keys(UnprocessedItems).length > 0)
        throw new Error(`Some items of the table ${from} could not be copied to ${to}.`);
    }
    start = LastEvaluatedKey;
  } while (start !== undefined);
}

/** @throws Error if the operation fails */
async function succeed(database: Database, operation: string, input: object): Promise<unknown> {
  const { status, text } = await call(database, operation, input);
  if (status !== 200) throw new Error(`${operation} ${JSON.stringify(input).slice(0, 200)} failed: ${text}`);
  return JSON.parse(text);
}

async function call(database: Database, operation: string, input: object): Promise<{ status: number; text: string }> {
  const body = JSON.stringify(input);
  const { status, body: response } = await database.send(
    { ...INTERNAL_HEADERS, 'x-amz-target': `DynamoDB_20120810.${operation}` },
    body,
  );
  return { status, text: response.toString() };
}

/** dynalite requires a signature, but only checks that there is one. */
const INTERNAL_HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  authorization: 'AWS4-HMAC-SHA256 Credential=internal, SignedHeaders=host, Signature=none',
  'x-amz-date': '20000101T000000Z',
};
