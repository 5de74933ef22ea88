import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { Agent, request as httpRequest } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import dynalite from 'dynalite';
import type { TableSpec } from '../../serverless-file/table-spec.ts';
import type { AwsResponse, AwsService } from '../aws/aws-service.ts';

export interface Tables extends AwsService {
  /** Closes the database: another may open the directory then. */
  stop(): Promise<void>;
}

/**
 * A stand-in for DynamoDB: dynalite, with these tables, made where they are not there yet. It answers only through
 * `handle`. Without a directory the tables are in memory.
 * @throws Error when the directory can't be opened, or a table can't be made
 */
export async function createTables(options: {
  readonly directory?: string | undefined;
  readonly specs: readonly TableSpec[];
}): Promise<Tables> {
  const { directory, specs } = options;
  if (directory) await mkdir(directory, { recursive: true, mode: 0o700 });
  const instant = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
  const database = await listenInPrivate(dynalite({ ...instant, ...(directory && { path: directory }) }));
  try {
    for (const spec of specs) await ensureTable(database, spec);
  } catch (error) {
    await database.stop();
    throw error;
  }
  return {
    signingName: 'dynamodb',
    handle: ({ headers, body }) => database.send(headers, body),
    stop: () => database.stop(),
  };
}

interface Database {
  send(headers: Readonly<Record<string, string>>, body: string | Buffer): Promise<AwsResponse>;
  stop(): Promise<void>;
}

/** dynalite closes its database only by closing a server that listens: so it does, where no other user gets at it. */
async function listenInPrivate(server: Server): Promise<Database> {
  const directory = await mkdtemp(join(tmpdir(), 'pushlight-'));
  const socketPath =
    process.platform === 'win32' ? `\\\\.\\pipe\\pushlight-${randomUUID()}` : join(directory, 'dynamodb');
  const agent = new Agent({ keepAlive: true });
  const unanswered = new Set<Promise<AwsResponse>>();
  // Otherwise it closes an idle connection after 5 s, and a request that is just being sent on it is lost.
  server.keepAliveTimeout = 0;
  server.listen(socketPath);
  await once(server, 'listening');

  async function ask(headers: Readonly<Record<string, string>>, body: string | Buffer): Promise<AwsResponse> {
    const request = httpRequest({ socketPath, agent, method: 'POST', headers });
    request.end(body);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return {
      status: response.statusCode ?? 500,
      headers: Object.fromEntries(
        ['content-type', 'x-amz-crc32', 'x-amzn-requestid'].flatMap((name) => {
          const value = response.headers[name];
          return typeof value === 'string' ? [[name, value]] : [];
        }),
      ),
      body: await buffer(response),
    };
  }

  return {
    send(headers, body) {
      const answer = ask(headers, body).finally(() => unanswered.delete(answer));
      unanswered.add(answer);
      return answer;
    },
    async stop() {
      // dynalite throws out of nowhere when its database is closed under a request, whether or not the asker has gone.
      await Promise.allSettled(unanswered);
      agent.destroy();
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
      });
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function ensureTable(database: Database, spec: TableSpec): Promise<void> {
  const { TableName, AttributeDefinitions, KeySchema, BillingMode = 'PAY_PER_REQUEST' } = spec;
  const { GlobalSecondaryIndexes, LocalSecondaryIndexes } = spec;
  const table = { AttributeDefinitions, KeySchema, BillingMode, GlobalSecondaryIndexes, LocalSecondaryIndexes };
  const made = await call(database, 'CreateTable', { TableName, ...table });
  if (made.status !== 200 && !/#ResourceInUseException"/.test(made.text)) {
    throw new Error(`The table ${TableName} can't be made: ${made.text}`);
  }
  await untilActive(database, TableName);
}

/** dynalite writes that a table is ready just after it has answered; after a kill in between it never does. */
async function untilActive(database: Database, table: string): Promise<void> {
  const deadline = Date.now() + 5000;
  for (;;) {
    const { text } = await call(database, 'DescribeTable', { TableName: table });
    if (/"TableStatus":"ACTIVE"/.test(text)) return;
    if (Date.now() > deadline) {
      throw new Error(
        `The table ${table} was left half made by a kill: delete the tables' directory, and start again.`,
      );
    }
  }
}

async function call(database: Database, operation: string, input: object): Promise<{ status: number; text: string }> {
  const body = JSON.stringify(input);
  const { status, body: answer } = await database.send(
    { ...INTERNAL_HEADERS, 'x-amz-target': `DynamoDB_20120810.${operation}` },
    body,
  );
  return { status, text: answer.toString() };
}

/** dynalite wants a signature, and checks only that there is one. */
const INTERNAL_HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  authorization: 'AWS4-HMAC-SHA256 Credential=internal, SignedHeaders=host, Signature=none',
  'x-amz-date': '20000101T000000Z',
};
