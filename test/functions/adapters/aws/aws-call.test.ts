import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { awsCall } from '../../../../functions/adapters/aws/aws-call.ts';

/** What the server does with its next requests, perhaps in the middle of a response; by default, it responds with {}. */
type Reaction = { readonly status: number; readonly body: string } | 'hang' | 'drop' | 'hang midway' | 'drop midway';

let server: Server;
let reactions: Reaction[];
let requests: number;
let newest: Socket;
beforeEach(async () => {
  [reactions, requests] = [[], 0];
  server = createServer((request, response) => {
    requests++;
    newest = request.socket;
    request.resume();
    const reaction = reactions.shift() ?? { status: 200, body: '{}' };
    if (reaction === 'drop') request.socket.destroy();
    else if (reaction === 'hang midway') response.write('{');
    else if (reaction === 'drop midway') response.write('{', () => request.socket.destroy());
    else if (reaction !== 'hang') {
      response.writeHead(reaction.status, { 'x-amzn-requestid': `request-${requests}` }).end(reaction.body);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const call = (deadlineMilliseconds = 1000, attempts = 2) => {
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'secret' };
  const access = { region: 'us-east-1', credentials, endpointUrls: { ssm: `http://127.0.0.1:${port}` } };
  return awsCall('ssm', access, { deadlineMilliseconds, attempts })('GetParametersByPath', { Path: '/' });
};
const refusal = (name: string, status = 400): Reaction => ({
  status,
  body: JSON.stringify({ __type: name, message: 'no' }),
});

describe('a signed call', () => {
  test.each<[string, Reaction]>([
    ['throttling', refusal('ThrottlingException')],
    ['too many requests', refusal('TooManyRequestsException')],
    ['a request that took too long to arrive', refusal('RequestTimeoutException')],
    ['SQS throttling', refusal('com.amazonaws.sqs#RequestThrottled')],
    ['a throttled key', refusal('KmsThrottled')],
    ['a full table', refusal('ProvisionedThroughputExceededException')],
    ['a limit that only the status shows', refusal('Limited', 429)],
    ['an internal error of the service', refusal('InternalServerError', 500)],
    ['a response that is not JSON', { status: 503, body: '<html>' }],
    ['a connection that breaks', 'drop'],
    ['a response that breaks off', 'drop midway'],
  ])('is sent again after %s', async (_, fault) => {
    reactions.push(fault);
    expect(await call()).toEqual({});
    expect(requests).toBe(2);
  });

  test('is given up after its last attempt', async () => {
    reactions.push(refusal('ThrottlingException'), refusal('ThrottlingException'));
    await expect(call()).rejects.toMatchObject({
      name: 'ThrottlingException',
      $metadata: { httpStatusCode: 400, requestId: 'request-2' },
    });
    expect(requests).toBe(2);
  });

  test.each(['AccessDeniedException', 'com.amazonaws.sqs#QueueDoesNotExist', 'ParameterNotFound'])(
    'is not sent again after %s',
    async (name) => {
      reactions.push(refusal(name));
      await expect(call()).rejects.toMatchObject({ name: name.replace(/^.*#/, ''), message: 'no' });
      expect(requests).toBe(1);
    },
  );

  test("reports IAM's message, whose key has a capital letter", async () => {
    reactions.push({ status: 400, body: '{"__type":"AccessDeniedException","Message":"not authorized"}' });
    await expect(call()).rejects.toMatchObject({ name: 'AccessDeniedException', message: 'not authorized' });
  });

  test('accepts an empty body as a response without output, as SQS sends it', async () => {
    reactions.push({ status: 200, body: '' });
    expect(await call()).toBeUndefined();
    expect(requests).toBe(1);
  });

  test('reads a character whose bytes arrive in separate chunks', async () => {
    reactions.push({ status: 200, body: JSON.stringify({ name: 'é'.repeat(100_000) }) });
    expect(await call()).toEqual({ name: 'é'.repeat(100_000) });
  });

  test('does not repeat a response that it could not read, since it may contain a secret', async () => {
    reactions.push({ status: 200, body: 'whsec_1234 {' }, { status: 200, body: 'whsec_1234 {' });
    await expect(call()).rejects.toThrow(/^127\.0\.0\.1:\d+ did not respond with JSON\.$/);
  });

  test.each<[string, Reaction]>([
    ['a response', 'hang'],
    ['the rest of a response', 'hang midway'],
  ])('waits for %s no longer than its deadline', async (_, fault) => {
    reactions.push(fault, fault);
    await expect(call(50)).rejects.toThrow('did not respond within 50 ms');
    expect(requests).toBe(2);
  });

  /** Makes the call in the same turn in which the kernel learns that the connection is gone, as after a function was frozen. */
  const callOnceGone = {
    ECONNRESET: () => {
      newest.resetAndDestroy();
      return call(1000, 1);
    },
    EPIPE: async () => {
      // After the end, a reset means a broken pipe.
      newest.end();
      await once(newest, 'finish');
      newest.resetAndDestroy();
      return call(1000, 1);
    },
  };

  test.each(Object.entries(callOnceGone))(
    'opens a new connection if the kept one is gone (%s), without counting another attempt',
    async (code, again) => {
      await call();
      const gone = newest;
      const errors: unknown[] = [];
      const seen = (message: unknown): void =>
        void errors.push((message as { readonly error: NodeJS.ErrnoException }).error.code);
      subscribe('http.client.request.error', seen);
      try {
        expect(await again()).toEqual({});
      } finally {
        unsubscribe('http.client.request.error', seen);
      }
      expect(errors).toEqual([code]);
      expect(newest).not.toBe(gone);
      expect(requests).toBe(2);
    },
  );
});
