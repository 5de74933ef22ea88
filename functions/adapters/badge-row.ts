import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { SignatureV4 } from '@smithy/signature-v4';
import type { BuildState } from '../core/badge/badge-state.ts';
import type { RowKey } from '../core/badge/requested-badge.ts';
import { RANK } from '../core/build-record.ts';
import { STATUSES } from '../core/vocabulary.ts';
import { NodeSha256 } from './node-sha256.ts';

/** Whoever waits for a badge is better off with an honest "unknown". */
const DEADLINE_MS = 1500;

export interface BadgeRowSettings {
  readonly tableName: string;
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** Absent: DynamoDB's own endpoint of the region. */
  readonly endpointUrl?: string | undefined;
}

/** Undefined where the table has no such row. @throws Error if the table does not tell in time, or tells nonsense */
export type ReadBadgeRow = (key: RowKey) => Promise<BuildState | undefined>;

/**
 * The badge's one read, a GetItem, signed with the SDK's own signer but sent without its client: most requests for the
 * badge of a quiet README meet a cold start, and loading the client is most of that.
 */
export function badgeRow({ tableName, region, credentials, endpointUrl }: BadgeRowSettings): ReadBadgeRow {
  const endpoint = new URL(endpointUrl ?? `https://dynamodb.${region}.amazonaws.com`);
  const signer = new SignatureV4({ service: 'dynamodb', region, credentials, sha256: NodeSha256 });

  return async ({ project, row }) => {
    const body = JSON.stringify({
      TableName: tableName,
      Key: { project: { S: project }, row: { S: row } },
      ProjectionExpression: '#status, #rank',
      ExpressionAttributeNames: { '#status': 'status', '#rank': 'rank' },
    });
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
        'x-amz-target': 'DynamoDB_20120810.GetItem',
      },
      body,
    });
    return readState(await post(endpoint, headers, body, AbortSignal.timeout(DEADLINE_MS)));
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
    throw new Error(`${url.host} answered GetItem with ${response.statusCode}: ${answer.slice(0, 200)}`);
  } catch (error) {
    if (signal.aborted) throw new Error(`${url.host} did not answer within ${DEADLINE_MS} ms.`, { cause: error });
    if (sent.reusedSocket && isReset(error)) return post(url, headers, body, signal);
    throw error;
  }
}

const isReset = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ECONNRESET';

interface GetItemAnswer {
  readonly Item?: { readonly status?: { readonly S?: string }; readonly rank?: { readonly N?: string } };
}

function readState(answer: unknown): BuildState | undefined {
  const { Item: item } = answer as GetItemAnswer;
  if (item === undefined) return undefined;
  const status = STATUSES.find((known) => known === item.status?.S);
  const rank = Object.values(RANK).find((known) => String(known) === item.rank?.N);
  if (status === undefined || rank === undefined) {
    throw new Error(`A row of the builds table has the status ${item.status?.S} and the rank ${item.rank?.N}.`);
  }
  return { status, rank };
}
