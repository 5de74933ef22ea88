import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { AwsError, type AwsResponse } from '../aws/aws-service.ts';
import { listenInMemory, listenInThread } from './dynalite-server.ts';

export interface Database {
  /** @throws AwsError while the database cannot be used */
  send(headers: Readonly<Record<string, string>>, body: string | Buffer): Promise<AwsResponse>;
  stop(): Promise<void>;
}

export interface DatabaseOptions {
  /** By default, in memory. */
  readonly directory?: string | undefined;
  /** Called with the reason when the database has failed, before it is opened again. */
  readonly onFailure: (error: Error) => void;
}

/** How long to wait before a failed database is opened again. */
const PAUSE_MILLISECONDS = 1000;
/** How long the same failure is not reported again. */
const QUIET_MILLISECONDS = 60_000;

/**
 * dynalite, inaccessible to other users. With a directory, it runs in a thread; if that fails, another one is started.
 */
export async function openDatabase({ directory, onFailure }: DatabaseOptions): Promise<Database> {
  const sockets = await mkdtemp(join(tmpdir(), 'pushlight-'));
  const agent = new Agent({ keepAlive: true });
  const pending = new Set<Promise<AwsResponse>>();
  let told = { message: '', at: 0 };

  function tell(error: Error): void {
    const now = performance.now();
    if (error.message === told.message && now < told.at + QUIET_MILLISECONDS) return;
    told = { message: error.message, at: now };
    onFailure(error);
  }

  async function open() {
    const socketPath =
      process.platform === 'win32' ? `\\\\.\\pipe\\pushlight-${randomUUID()}` : join(sockets, randomUUID());
    const server = await (directory === undefined
      ? listenInMemory(socketPath)
      : listenInThread(socketPath, directory, tell));
    return { ...server, socketPath };
  }

  let current = open();
  let reopening = false;
  await current;

  /** The server that is listening, or a new one some time after the last one failed. */
  async function running() {
    const known = await current;
    if (known.failedAt() === Infinity) return known;
    if (performance.now() < known.failedAt() + PAUSE_MILLISECONDS) throw unavailable();
    if (!reopening) {
      reopening = true;
      current = known.ended.then(open).finally(() => (reopening = false));
    }
    const next = await current;
    if (next.failedAt() !== Infinity) throw unavailable();
    return next;
  }

  async function ask(headers: Readonly<Record<string, string>>, body: string | Buffer): Promise<AwsResponse> {
    const { socketPath } = await running();
    const request = httpRequest({ socketPath, agent, method: 'POST', headers });
    request.end(body);
    const [response] = (await once(request, 'response').catch(() => {
      throw unavailable();
    })) as [IncomingMessage];
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
      const response = ask(headers, body).finally(() => pending.delete(response));
      pending.add(response);
      return response;
    },
    async stop() {
      // dynalite throws if its database is closed during a request, even if the client has disconnected.
      await Promise.allSettled(pending);
      agent.destroy();
      const server = await current;
      server.close();
      await server.ended;
      await rm(sockets, { recursive: true, force: true });
    },
  };
}

/** DynamoDB's own error for its failures, so that callers retry. */
const unavailable = (): AwsError => new AwsError('InternalServerError', 'The tables are temporarily unavailable.', 500);
