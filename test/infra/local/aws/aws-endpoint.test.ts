import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startAwsEndpoint } from '../../../../infra/local/aws/aws-endpoint.ts';
import { AwsError } from '../../../../infra/local/aws/aws-service.ts';
import type { AwsRequest, AwsResponse } from '../../../../infra/local/aws/aws-service.ts';
import { startStandIns, temporaryDirectory } from '../start-stand-ins.ts';
import type { StandIns } from '../start-stand-ins.ts';

const GREETING: AwsResponse = { status: 200, headers: {}, body: '{"Parameter":{"Value":"hello"}}' };
const getParameter = new GetParameterCommand({ Name: '/x' });

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let standIns: StandIns;
let handled: AwsRequest[];
let handle: (request: AwsRequest) => Promise<AwsResponse>;

beforeEach(async () => {
  handled = [];
  handle = () => Promise.resolve(GREETING);
  directory = await temporaryDirectory();
  const service = {
    signingName: 'ssm',
    handle(request: AwsRequest) {
      handled.push(request);
      return handle(request);
    },
  };
  standIns = await startStandIns(directory.path, [service]);
});

afterEach(async () => {
  await standIns.stop();
  await directory.remove();
});

interface Received {
  readonly status: number | undefined;
  readonly requestId: string | string[] | undefined;
  readonly body: string;
}

/** Sends the request that the SDK would send, after `change` has changed it. */
async function send(
  change: (sent: { headers: Record<string, string>; body: string }) => void,
  options: Partial<ConstructorParameters<typeof SSMClient>[0]> = {},
): Promise<Received> {
  const client = new SSMClient({ ...standIns.client, ...options, maxAttempts: 1 });
  const captured: { headers: Record<string, string>; body: string } = { headers: {}, body: '' };
  client.middlewareStack.add(
    () => (args) => {
      const { headers, body } = args.request as { headers: Record<string, string>; body: Uint8Array };
      Object.assign(captured, { headers: { ...headers }, body: new TextDecoder().decode(body) });
      return Promise.reject(new Error('captured'));
    },
    { step: 'finalizeRequest', priority: 'low', name: 'capture' },
  );
  await client.send(getParameter).catch(() => undefined);
  change(captured);
  const sent = request(standIns.url, { method: 'POST', headers: captured.headers });
  sent.end(captured.body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return {
    status: response.statusCode,
    requestId: response.headers['x-amzn-requestid'],
    body: await text(response),
  };
}

const signedAt = (date: Date) => ({ systemClockOffset: date.getTime() - Date.now() });

test("responds to a request signed with this machine's key from the service that it was signed for", async () => {
  const { Parameter } = await new SSMClient(standIns.client).send(getParameter);

  expect(Parameter?.Value).toBe('hello');
  expect(handled[0]).toMatchObject({ method: 'POST', path: '/', region: 'us-east-1' });
});

describe('before any service sees it, refuses', () => {
  const refused: [string, () => Promise<Received>, number, string][] = [
    ['another host name', () => send(({ headers }) => (headers['host'] = 'evil.example')), 403, 'AccessDenied'],
    [
      'the right host name with another port',
      () => send(({ headers }) => (headers['host'] = '127.0.0.1:1')),
      403,
      'AccessDenied',
    ],
    [
      'a page of another origin',
      () => send(({ headers }) => (headers['origin'] = 'http://evil.example')),
      403,
      'AccessDenied',
    ],
    [
      'a page without an origin of its own',
      () => send(({ headers }) => (headers['origin'] = 'null')),
      403,
      'AccessDenied',
    ],
    [
      'a request that is not signed',
      () => send(({ headers }) => delete headers['authorization']),
      403,
      'MissingAuthenticationTokenException',
    ],
    [
      'another access key',
      () => send(() => {}, { credentials: { ...standIns.credentials, accessKeyId: 'AKIAOTHEROTHEROTHER2' } }),
      403,
      'UnrecognizedClientException',
    ],
    [
      'another secret',
      () => send(() => {}, { credentials: { ...standIns.credentials, secretAccessKey: 'guessed' } }),
      403,
      'InvalidSignatureException',
    ],
    [
      'a body that was not signed',
      () => send((sent) => (sent.body = sent.body.replace('/x', '/y'))),
      403,
      'InvalidSignatureException',
    ],
    [
      'a body that the signature leaves open',
      () => send(({ headers }) => (headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD')),
      403,
      'InvalidSignatureException',
    ],
    [
      'an operation that was not signed',
      () => send(({ headers }) => (headers['x-amz-target'] = 'AmazonSSM.PutParameter')),
      403,
      'InvalidSignatureException',
    ],
    [
      'an operation that the signature leaves open',
      () => send(({ headers }) => (headers['authorization'] = headers['authorization']!.replace(';x-amz-target', ''))),
      403,
      'InvalidSignatureException',
    ],
    [
      'a signature of 16 minutes ago',
      () => send(() => {}, signedAt(new Date(Date.now() - 16 * 60_000))),
      403,
      'InvalidSignatureException',
    ],
    [
      'a signature of 16 minutes ahead',
      () => send(() => {}, signedAt(new Date(Date.now() + 16 * 60_000))),
      403,
      'InvalidSignatureException',
    ],
    [
      'another kind of authorization',
      () => send(({ headers }) => (headers['authorization'] = 'Bearer x')),
      403,
      'IncompleteSignatureException',
    ],
    [
      'a body over 2 MB',
      () =>
        send((sent) => {
          sent.body = 'x'.repeat(2 * 1024 * 1024 + 1);
          sent.headers['content-length'] = String(sent.body.length);
        }),
      413,
      'RequestEntityTooLarge',
    ],
  ];

  test.each(refused)('%s', async (_what, attempt, status, error) => {
    const received = await attempt();

    expect(received.status).toBe(status);
    expect(received.body).toContain(`"__type":"${error}`);
    expect(received.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(handled).toEqual([]);
  });
});

test('accepts a request that was signed a few minutes ago', async () => {
  const received = await send(() => {}, signedAt(new Date(Date.now() - 10 * 60_000)));

  expect(received.status).toBe(200);
});

test('lists the available services if asked for another', async () => {
  const received = await send(() => {}, { signingRegion: 'eu-west-1', signingName: 'logs' } as object);

  expect(received.body).toContain('no stand-in for \\"logs\\" (available: ssm');
});

test('responds with the error that a service throws', async () => {
  handle = () => Promise.reject(new AwsError('ParameterNotFound', 'The parameter /x does not exist.'));

  await expect(new SSMClient(standIns.client).send(getParameter)).rejects.toMatchObject({
    name: 'ParameterNotFound',
    message: 'The parameter /x does not exist.',
    $metadata: { httpStatusCode: 400, requestId: expect.any(String) },
  });
});

test('does not reveal why a service failed, but prints it on the terminal', async () => {
  const terminal = vi.spyOn(console, 'error').mockImplementation(() => {});
  const cause = new Error('the disk is full');
  handle = () => Promise.reject(cause);

  const received = await send(() => {});

  expect(received.status).toBe(500);
  expect(received.body).not.toContain('disk');
  expect(terminal).toHaveBeenCalledWith(expect.stringContaining(cause.message));
  terminal.mockRestore();
});

test('tells a service when its client has gone, and ends open requests when it stops', async () => {
  const aborted = new Promise<void>((resolve) => {
    handle = ({ signal }) =>
      new Promise((respond) => {
        signal.addEventListener('abort', () => {
          resolve();
          respond(GREETING);
        });
        void standIns.stop();
      });
  });

  const sent = new SSMClient({ ...standIns.client, maxAttempts: 1 }).send(getParameter);

  await expect(sent).rejects.toThrow();
  await aborted;
  standIns = await startStandIns(directory.path, []);
});

test('fails with the code EADDRINUSE if the port is in use', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;

  await expect(startAwsEndpoint({ port, credentials: standIns.credentials, services: [] })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
  other.close();
});
