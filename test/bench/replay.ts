import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { AwsAccess } from '../../functions/adapters/aws/aws-access.ts';
import { signRequest } from '../../functions/adapters/aws/sign-request.ts';

export interface Replay {
  readonly url: string;
  /** Called before it serves another function, which calls the same operations with other input. */
  forget(): void;
  stop(): void;
}

interface Replayed {
  readonly status: number;
  readonly body: string;
}

/**
 * A proxy for an AWS endpoint that repeats its first response to each operation, at once: the time that the endpoint
 * takes to check a signature and to read its table is not part of the caller's time.
 */
export async function startReplay(endpoint: string, access: AwsAccess): Promise<Replay> {
  const responses = new Map<string, Promise<Replayed>>();
  const replay = async (request: IncomingMessage): Promise<Replayed> => {
    const operation = String(request.headers['x-amz-target']);
    const body = await text(request);
    const replayed = responses.get(operation) ?? ask(endpoint, access, request, body);
    responses.set(operation, replayed);
    return replayed;
  };
  const server = createServer((request, response) => {
    replay(request).then(
      ({ status, body }) => response.writeHead(status).end(body),
      (error: Error) => response.destroy(error),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    forget: () => responses.clear(),
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Signed again, since a signature is for one host. */
async function ask(endpoint: string, access: AwsAccess, request: IncomingMessage, body: string): Promise<Replayed> {
  const url = new URL(request.url ?? '/', endpoint);
  const [, service = ''] = /\/([a-z]+)\/aws4_request/.exec(request.headers.authorization ?? '') ?? [];
  const headers = {
    'content-type': String(request.headers['content-type']),
    'x-amz-target': String(request.headers['x-amz-target']),
  };
  const signed = signRequest({ service, url, headers, body, now: Date.now() }, access);
  const response = await fetch(url, { method: 'POST', headers: signed, body });
  return { status: response.status, body: await response.text() };
}
