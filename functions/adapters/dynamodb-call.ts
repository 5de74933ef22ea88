import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { SignatureV4 } from '@smithy/signature-v4';
import { NodeSha256 } from './node-sha256.ts';

/** Whoever waits for a badge is better off with an honest "unknown". */
const DEADLINE_MS = 1000;

export interface DynamoDbSettings {
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** Absent: DynamoDB's own endpoint of the region. */
  readonly endpointUrl?: string | undefined;
}

/** @throws Error if DynamoDB refuses, or does not answer in time */
export type DynamoDbCall = (operation: 'GetItem' | 'BatchGetItem', input: unknown) => Promise<unknown>;

/**
 * Calls DynamoDB, signed with the SDK's own signer but sent without its client: most requests for the badge of a quiet
 * README meet a cold start, and loading the client is most of that.
 */
export function dynamoDbCall({ region, credentials, endpointUrl }: DynamoDbSettings): DynamoDbCall {
  const endpoint = new URL(endpointUrl ?? `https://dynamodb.${region}.amazonaws.com`);
  const signer = new SignatureV4({ service: 'dynamodb', region, credentials, sha256: NodeSha256 });

  return async (operation, input) => {
    const body = JSON.stringify(input);
    const { headers } = await signer.sign({
      method: 'POST',
      protocol: endpoint.protocol,
      hostname: endpoint.hostname,
      path: endpoint.pathname,
      query: {},
      headers: {
        host: endpoint.host,
        'content-type': 'application/x-amz-json-1.0',
        'content-length': String(Buffer.byteLength(body)),
        'x-amz-target': `DynamoDB_20120810.${operation}`,
      },
      body,
    });
    return post(endpoint, headers, body, AbortSignal.timeout(DEADLINE_MS));
  };
}

async function post(url: URL, headers: Record<string, string>, body: string, signal: AbortSignal): Promise<unknown> {
  const { request } = url.protocol === 'http:' ? http : https;
  // Node's default agents keep connections alive. One that idled while the function was frozen may be gone.
  const sent = request(url, { method: 'POST', headers, signal });
  const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve).on('error', reject).end(body);
  });
  try {
    const response = await answered;
    const answer = await text(response);
    if (response.statusCode === 200) return JSON.parse(answer);
    throw new Error(`${url.host} answered with ${response.statusCode}: ${answer.slice(0, 200)}`);
  } catch (error) {
    if (signal.aborted) throw new Error(`${url.host} did not answer within ${DEADLINE_MS} ms.`, { cause: error });
    if (sent.reusedSocket && isReset(error)) return post(url, headers, body, signal);
    throw error;
  }
}

const isReset = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
