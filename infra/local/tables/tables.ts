import { mkdir } from 'node:fs/promises';
import type { TableSpec } from '../../serverless-file/table-spec.ts';
import type { AwsService } from '../aws/aws-service.ts';
import { openDatabase } from './database.ts';
import { ensureTable, START_AGAIN } from './ensure-table.ts';

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
 * A stand-in for DynamoDB: dynalite, with these tables, which are created if they do not exist. It receives requests
 * only through `handle`.
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
    for (const spec of specs) {
      if (await ensureTable(database, spec, directory ?? 'memory')) made.push(spec.TableName);
    }
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
