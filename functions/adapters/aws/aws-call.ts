import http from 'node:http';
import type { GetLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type {
  BatchGetItemCommandInput,
  DeleteItemCommandInput,
  GetItemCommandInput,
  PutItemCommandInput,
  QueryCommandInput,
  ScanCommandInput,
  UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { ChangeMessageVisibilityCommandInput, SendMessageCommandInput } from '@aws-sdk/client-sqs';
import type { GetParametersByPathCommandInput, PutParameterCommandInput } from '@aws-sdk/client-ssm';
import type { AwsAccess } from './aws-access.ts';
import { awsEndpoint } from './aws-endpoint.ts';
import { signRequest } from './sign-request.ts';
import { sleep } from '../sleep.ts';

/** The name of a service in AWS's X-Amz-Target header, and the version of its JSON protocol. */
const SERVICES = {
  dynamodb: { target: 'DynamoDB_20120810', json: '1.0' },
  logs: { target: 'Logs_20140328', json: '1.1' },
  sqs: { target: 'AmazonSQS', json: '1.0' },
  ssm: { target: 'AmazonSSM', json: '1.1' },
} as const;

export interface CallLimits {
  /** For one attempt. */
  readonly deadlineMilliseconds: number;
  readonly attempts: number;
}

/** The input of each operation, as the SDK types it. */
export interface Inputs {
  readonly dynamodb: {
    readonly BatchGetItem: BatchGetItemCommandInput;
    readonly DeleteItem: DeleteItemCommandInput;
    readonly GetItem: GetItemCommandInput;
    readonly PutItem: PutItemCommandInput;
    readonly Query: QueryCommandInput;
    readonly Scan: ScanCommandInput;
    readonly UpdateItem: UpdateItemCommandInput;
  };
  readonly logs: { readonly GetLogEvents: GetLogEventsCommandInput };
  readonly sqs: {
    readonly ChangeMessageVisibility: ChangeMessageVisibilityCommandInput;
    readonly SendMessage: SendMessageCommandInput;
  };
  readonly ssm: {
    readonly GetParametersByPath: GetParametersByPathCommandInput;
    readonly PutParameter: PutParameterCommandInput;
  };
}

/**
 * Returns undefined for an empty response.
 * @throws AwsCallError when the service refuses the call; Error when it does not respond in time
 */
export type AwsCall<Service extends keyof Inputs> = <Operation extends keyof Inputs[Service] & string>(
  operation: Operation,
  input: Inputs[Service][Operation],
) => Promise<unknown>;

/** A service's own error with its name ("QueueDoesNotExist") and request id, as in the SDK's errors. */
export class AwsCallError extends Error {
  readonly $metadata: { readonly httpStatusCode: number; readonly requestId: string | undefined };
  constructor(name: string, message: string, metadata: AwsCallError['$metadata']) {
    super(message);
    this.name = name;
    this.$metadata = metadata;
  }
}

/**
 * Calls a service with a signed request, without the SDK. People and Git hosts wait for the cold starts of `badge` and
 * `webhook`, and loading the SDK's clients would take most of that time: compared with an empty handler, `webhook`
 * takes 1.2 to 1.4 times as long this way, and took 2.5 to 2.7 times as long with two SDK clients (`npm run bench --
 * cold-start`). The rule is per service: CodeBuild is called through the SDK (codebuild-client.ts); DynamoDB, SQS,
 * Parameter Store and CloudWatch Logs are called this way.
 */
export function awsCall<Service extends keyof Inputs>(
  service: Service,
  access: AwsAccess,
  limits: CallLimits,
): AwsCall<Service> {
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
  let isLate = false;
  let sent: http.ClientRequest | undefined;
  const end = (): void => void sent?.destroy(new Error('late'));
  // A timer instead of an AbortSignal, which each cold start would have to load.
  const timer = setTimeout(() => {
    isLate = true;
    end();
  }, deadline);
  try {
    const response = await send(url, { method: 'POST', headers }, body, (request) => {
      sent = request;
      if (isLate) end();
    });
    const text = await readText(response);
    const value = readJson(text);
    if (response.statusCode !== 200) throw refusal(response, value);
    // SQS responds like this when there is no output.
    if (text === '') return undefined;
    if (value === undefined) throw new Error(`${url.host} did not respond with JSON.`);
    return value;
  } catch (error) {
    if (isLate) throw new Error(`${url.host} did not respond within ${deadline} ms.`, { cause: error });
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Node's default agents keep connections alive. A connection that idled while the function was frozen may be closed.
 */
async function send(
  url: URL,
  options: http.RequestOptions,
  body: string,
  onSent: (request: http.ClientRequest) => void,
): Promise<http.IncomingMessage> {
  // Loading TLS takes milliseconds, and a plain connection does not need it.
  const { request } = url.protocol === 'http:' ? http : await import('node:https');
  const sent = request(url, options);
  onSent(sent);
  const responded = new Promise<http.IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve).on('error', reject).end(body);
  });
  try {
    return await responded;
  } catch (error) {
    if (sent.reusedSocket && isGone(error)) return send(url, options, body, onSent);
    throw error;
  }
}

/**
 * Uses events, since iterating over the response, as node:stream/consumers does, adds a millisecond to a cold start.
 */
const readText = (response: http.IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => (text += chunk));
    response.on('end', () => resolve(text)).on('error', reject);
  });

/** Does not use a schema, since the badge would load the schema library for this alone. */
function refusal({ statusCode = 0, headers }: http.IncomingMessage, value: unknown): AwsCallError {
  const { __type: type, message, Message } = Object(value) as Readonly<Record<string, unknown>>;
  const name = textOf(type).replace(/^.*#/, '') || 'Unreadable';
  // Services call the field `message`, but IAM's denials call it `Message`.
  const [requestId] = [headers['x-amzn-requestid']].flat();
  return new AwsCallError(name, (textOf(message) || textOf(Message)).slice(0, 200), {
    httpStatusCode: statusCode,
    requestId,
  });
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Does not pass on JSON.parse's own message, which quotes the text: it may contain a secret. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Throttling errors have many names, mostly with status 400: those that the SDK knows, and KMS's. */
const PASSING =
  /Thrott|Throughput|RequestLimit|TooManyRequests|BandwidthLimit|PriorRequest|SlowDown|RequestTimeout|TransactionInProgress/;
function mayPass(error: unknown): boolean {
  if (!(error instanceof AwsCallError)) return true;
  const { httpStatusCode: status } = error.$metadata;
  return status >= 500 || status === 429 || PASSING.test(error.name);
}

/** Found while waiting for the response, or earlier, while writing. */
const isGone = (error: unknown): boolean => ['ECONNRESET', 'EPIPE'].includes(String(codeOf(error)));
const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
