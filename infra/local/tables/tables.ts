import { mkdir } from 'node:fs/promises';
import type { TableSpec } from '../../serverless-file/table-spec.ts';
import type { AwsService } from '../aws/aws-service.ts';
import { openDatabase, type Database } from './database.ts';

export interface Tables extends AwsService {
  /** The tables that had to be created. */
  readonly made: readonly string[];
  /** Closes the database, so that another process can open the directory. */
  stop(): Promise<void>;
}

export interface TablesOptions {
  /** By default, in memory. */
  readonly directory?: string | undefined;
  readonly specs: readonly TableSpec[];
  /** Called with one line about each failure of the tables after they were opened. */
  readonly report?: (problem: string) => void;
}

/**
 * A stand-in for DynamoDB: dynalite, with these tables, which are created if they do not exist. It only responds
 * through `handle`.
 * @throws Error, one line, if the directory cannot be opened or a table cannot be created
 */
export async function createTables({ directory, specs, report }: TablesOptions): Promise<Tables> {
  if (directory) await mkdir(directory, { recursive: true, mode: 0o700 });
  let isOpen = false;
  let failure: Error | undefined;
  const database = await openDatabase({
    directory,
    onFailure(error) {
      failure = error;
      if (isOpen)
        report?.(`${error.message}. Builds and badges wait for the tables. If the disk is full, free some space.`);
    },
  });
  const made: string[] = [];
  try {
    for (const spec of specs) if (await ensureTable(database, spec, directory)) made.push(spec.TableName);
  } catch (error) {
    await database.stop();
    throw failure && directory ? cannotBeOpened(directory, failure) : error;
  }
  isOpen = true;
  return {
    signingName: 'dynamodb',
    made,
    handle: ({ headers, body }) => database.send(headers, body),
    stop: () => database.stop(),
  };
}

const cannotBeOpened = (directory: string, cause: Error): Error =>
  new Error(
    `${directory} cannot be opened (${cause.message}): the disk is full, or the tables are damaged. ${START_AGAIN}`,
    { cause },
  );

const START_AGAIN =
  'Restore the directory from a backup, or delete it and start again. Badges and lists then return within minutes, but the ledger of deliveries is lost, so a redelivery builds again.';

/** @returns whether it had to be created */
async function ensureTable(database: Database, spec: TableSpec, directory: string | undefined): Promise<boolean> {
  const { TableName, AttributeDefinitions, KeySchema, BillingMode = 'PAY_PER_REQUEST' } = spec;
  const { GlobalSecondaryIndexes, LocalSecondaryIndexes } = spec;
  const table = { AttributeDefinitions, KeySchema, BillingMode, GlobalSecondaryIndexes, LocalSecondaryIndexes };
  const made = await call(database, 'CreateTable', { TableName, ...table });
  if (made.status !== 200 && !/#ResourceInUseException"/.test(made.text)) {
    throw new Error(`The table ${TableName} could not be created: ${made.text}`);
  }
  if (!(await isActiveInTime(database, TableName))) {
    throw new Error(
      `The table ${TableName} in ${directory ?? 'memory'} is incomplete, since the process was killed while creating it. ${START_AGAIN}`,
    );
  }
  return made.status === 200;
}

/**
 * dynalite only writes that a table is ready after it has responded. If it was killed in between, the table is never
 * ready.
 */
async function isActiveInTime(database: Database, table: string): Promise<boolean> {
  const deadline = Date.now() + 5000;
  for (;;) {
    const { text } = await call(database, 'DescribeTable', { TableName: table });
    if (/"TableStatus":"ACTIVE"/.test(text)) return true;
    if (Date.now() > deadline) return false;
  }
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
