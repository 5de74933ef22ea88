import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { awsJsonError } from './aws-json.ts';
import { AwsError } from './aws-service.ts';
import type { AwsResponse, AwsService } from './aws-service.ts';
import type { Credentials } from './credentials.ts';
import { refusal } from '../loopback.ts';
import { checkSignature } from './check-signature.ts';

/** Enough for SQS's 1 MiB messages, including JSON escapes. */
const LONGEST_BODY = 2 * 1024 * 1024;

export interface AwsEndpoint {
  /** "http://127.0.0.1:3001", for AWS_ENDPOINT_URL and `aws --endpoint-url`. */
  readonly url: string;
  readonly port: number;
  /** Closes open connections, which also ends the requests in progress. */
  stop(): Promise<void>;
}

/**
 * Serves the stand-ins on one loopback port, as AWS serves its services: authenticated by Signature Version 4, which
 * also names the requested service. Port 0 means any free port.
 * @throws the server's own error (code EADDRINUSE, EACCES) when the port is not available
 */
export async function startAwsEndpoint(options: {
  readonly port: number;
  readonly credentials: Credentials;
  readonly services: readonly AwsService[];
}): Promise<AwsEndpoint> {
  const services = new Map(options.services.map((service) => [service.signingName, service]));
  const server = createServer((request, response) => {
    void respond(request, response);
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const headers = singleValues(request);
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    try {
      send(response, await serve(request, headers, gone.signal));
    } catch (error) {
      if (gone.signal.aborted) return;
      send(response, awsJsonError({ headers }, toAwsError(error)));
    }
  }

  async function serve(
    request: IncomingMessage,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<AwsResponse> {
    const refused = refusal(request, port);
    if (refused) throw new AwsError('AccessDeniedException', refused, 403);
    const { method = '', url = '/' } = request;
    const body = await readBody(request);
    const { service: name, region } = await checkSignature({ method, url, headers, body }, options.credentials);
    const service = services.get(name);
    if (!service) {
      const known = [...services.keys()].join(', ');
      throw new AwsError('UnknownOperationException', `There is no stand-in for "${name}" (available: ${known}).`, 404);
    }
    return service.handle({ method, path: url, headers, body, region, signal });
  }

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function send(response: ServerResponse, { status, headers, body }: AwsResponse): void {
  response.writeHead(status, {
    'x-amzn-requestid': randomUUID(),
    'content-length': Buffer.byteLength(body),
    ...headers,
    // A body that was not read to its end makes the connection unusable.
    ...(response.req.complete ? {} : { connection: 'close' }),
  });
  response.end(body);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop must not destroy the request, or its response would be lost.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += (chunk as Buffer).length;
    if (length > LONGEST_BODY) {
      throw new AwsError('RequestEntityTooLargeException', `The body is longer than ${LONGEST_BODY} bytes.`, 413);
    }
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

const singleValues = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]));

function toAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  console.error(`The AWS endpoint failed: ${error instanceof Error ? error.message : String(error)}`);
  return new AwsError('InternalFailure', 'The stand-in failed. See its terminal for the reason.', 500);
}
