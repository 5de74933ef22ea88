import http from 'node:http';
import type { AwsAccess } from './aws-access.ts';
import { awsEndpoint } from './aws-endpoint.ts';
import { signRequest } from './sign-request.ts';
import { sleep } from '../sleep.ts';

/** What AWS's JSON protocols call a service in X-Amz-Target, and the protocol's version. */
const SERVICES = {
  codebuild: { target: 'CodeBuild_20161006', json: '1.1' },
  dynamodb: { target: 'DynamoDB_20120810', json: '1.0' },
  logs: { target: 'Logs_20140328', json: '1.1' },
  sqs: { target: 'AmazonSQS', json: '1.0' },
  ssm: { target: 'AmazonSSM', json: '1.1' },
} as const;

export interface CallLimits {
  /** Of one attempt. */
  readonly deadlineMilliseconds: number;
  readonly attempts: number;
}

/** Undefined is an empty answer. @throws AwsCallError when the service refuses; Error when it does not answer in time */
export type AwsCall = (operation: string, input: object) => Promise<unknown>;

/** A service's own error, by its name: "QueueDoesNotExist". */
export class AwsCallError extends Error {
  readonly status: number;
  constructor(name: string, message: string, status: number) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

/**
 * Calls a service, signed and sent without the SDK: whoever waits for an answer to a webhook or for a badge often meets
 * a cold start, and loading the SDK's client would be most of that, its signer alone a tenth.
 */
export function awsCall(service: keyof typeof SERVICES, access: AwsAccess, limits: CallLimits): AwsCall {
  const { target, json } = SERVICES[service];
  const endpoint = new URL(access.endpointUrls?.[service] ?? awsEndpoint(service, access.region));

  async function attempt(operation: string, body: string): Promise<unknown> {
    const unsigned = {
      'content-type': `application/x-amz-json-${json}`,
      'content-length': String(Buffer.byteLength(body)),
      'x-amz-target': `${target}.${operation}`,
    };
    const headers = signRequest({ service, url: endpoint, headers: unsigned, body, now: Date.now() }, access);
    return post(endpoint, headers, body, limits.deadlineMilliseconds);
  }

  return async (operation, input) => {
    const body = JSON.stringify(input);
    for (let made = 1; ; made++) {
      try {
        return await attempt(operation, body);
      } catch (error) {
        if (made >= limits.attempts || !mayPass(error)) throw error;
        await sleep((25 + Math.random() * 50) * 2 ** made);
      }
    }
  };
}

async function post(url: URL, headers: Record<string, string>, body: string, deadline: number): Promise<unknown> {
  const signal = AbortSignal.timeout(deadline);
  try {
    const response = await send(url, { method: 'POST', headers, signal }, body);
    const answer = await readText(response);
    const value = readJson(answer);
    if (response.statusCode !== 200) throw refusal(response.statusCode ?? 0, value);
    // SQS answers so where there is no output.
    if (answer === '') return undefined;
    if (value === undefined) throw new Error(`${url.host} answered with something other than JSON.`);
    return value;
  } catch (error) {
    if (signal.aborted) throw new Error(`${url.host} did not answer within ${deadline} ms.`, { cause: error });
    throw error;
  }
}

/** Node's default agents keep connections alive. One that idled while the function was frozen may be gone. */
async function send(url: URL, options: http.RequestOptions, body: string): Promise<http.IncomingMessage> {
  // TLS takes milliseconds to load, which a plain connection spares.
  const { request } = url.protocol === 'http:' ? http : await import('node:https');
  const sent = request(url, options);
  const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve).on('error', reject).end(body);
  });
  try {
    return await answered;
  } catch (error) {
    if (sent.reusedSocket && isGone(error)) return send(url, options, body);
    throw error;
  }
}

/** By its events: iterating over it, as node:stream/consumers does, takes a millisecond more of a cold start. */
const readText = (response: http.IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => (text += chunk));
    response.on('end', () => resolve(text)).on('error', reject);
  });

/** Without a schema, whose library the badge would load for this alone. */
function refusal(status: number, answer: unknown): AwsCallError {
  const { __type: type, message, Message } = Object(answer) as Readonly<Record<string, unknown>>;
  const name = textOf(type).replace(/^.*#/, '') || 'UnreadableAnswer';
  // Services say a message; where IAM denies, it is a Message.
  return new AwsCallError(name, (textOf(message) || textOf(Message)).slice(0, 200), status);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Without JSON.parse's own message, which quotes the text: there may be a secret in it. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Throttling has many names, and mostly the status 400; those that the SDK knows, and KMS's. */
const PASSING =
  /Thrott|Throughput|RequestLimit|TooManyRequests|BandwidthLimit|PriorRequest|SlowDown|RequestTimeout|TransactionInProgress/;
const mayPass = (error: unknown): boolean =>
  !(error instanceof AwsCallError) || error.status >= 500 || error.status === 429 || PASSING.test(error.name);

/** Found while waiting for the response, or already while writing. */
const isGone = (error: unknown): boolean => ['ECONNRESET', 'EPIPE'].includes(String(codeOf(error)));
const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
