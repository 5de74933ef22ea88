import { isOutOfFiles, type Invocation } from './execution-environment.ts';

export interface HttpApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The values of set-cookie headers. */
  readonly cookies: readonly string[];
  readonly body: Buffer;
}

/** A response that the gateway itself sends. */
export const gatewayResponse = (status: number, message: string): HttpApiResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  cookies: [],
  body: Buffer.from(JSON.stringify({ message })),
});

/**
 * Converts a function's response as the HTTP API does (payload format 2.0). Without a `statusCode`, the whole payload
 * is the body of a JSON response. With one, it must be a complete response; otherwise, and if the function failed, the
 * response is a 500. If the machine has no file descriptors left, the function is not at fault, and the response is a
 * 503.
 */
export function httpApiResponse(invocation: Invocation): HttpApiResponse {
  if (isOutOfFiles(invocation)) return gatewayResponse(503, 'Service Unavailable');
  if ('error' in invocation) return internalServerError();
  const { payload } = invocation;
  if (isRecord(payload) && 'statusCode' in payload) return structuredResponse(payload) ?? internalServerError();
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    cookies: [],
    body: Buffer.from(JSON.stringify(payload)),
  };
}

const internalServerError = (): HttpApiResponse => gatewayResponse(500, 'Internal Server Error');

function structuredResponse(payload: Record<string, unknown>): HttpApiResponse | undefined {
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = payload;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) return undefined;
  if (typeof body !== 'string' || !isRecord(headers) || !isListOfStrings(cookies)) return undefined;
  const named: Record<string, string> = { 'content-type': 'text/plain; charset=utf-8' };
  for (const [name, value] of Object.entries(headers)) {
    if (!['string', 'number', 'boolean'].includes(typeof value)) return undefined;
    named[name.toLowerCase()] = String(value);
  }
  return { status, headers: named, cookies, body: Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8') };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isListOfStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
