import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFunctionPool } from '../../../../infra/local/lambda/function-pool.ts';
import type { FunctionPool, FunctionPoolOptions } from '../../../../infra/local/lambda/function-pool.ts';

let directory: string;
let pools: FunctionPool[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'function-pool-'));
  pools = [];
});

afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.stop()));
  await rm(directory, { recursive: true });
});

async function poolOf(source: string, options: Partial<FunctionPoolOptions> = {}): Promise<FunctionPool> {
  const entry = join(directory, `${pools.length}.mjs`);
  await writeFile(entry, source);
  const pool = createFunctionPool({
    name: 'fixture',
    entry,
    environment: {},
    timeoutSeconds: 5,
    maxConcurrency: 2,
    onLog: () => {},
    ...options,
  });
  pools.push(pool);
  return pool;
}

test('event and response are passed as JSON, so a date arrives as text and undefined is left out', async () => {
  const pool = await poolOf('export const handler = async (event) => ({ event, none: undefined, at: new Date(0) })');
  expect(await pool.invoke({ at: new Date(0), none: undefined })).toEqual({
    payload: { event: { at: '1970-01-01T00:00:00.000Z' }, at: '1970-01-01T00:00:00.000Z' },
  });
});

test('a handler that returns nothing results in null', async () => {
  const pool = await poolOf('export const handler = async () => {}');
  expect(await pool.invoke({})).toEqual({ payload: null });
});

test('a function sees its own environment and none of ours', async () => {
  process.env['PUSHLIGHT_TEST_SECRET'] = 'ours';
  const pool = await poolOf('export const handler = async () => ({ ...process.env })', {
    environment: { PUSHLIGHT_STAGE: 'local', AWS_REGION: 'eu-west-1' },
    memorySize: 512,
  });
  const invocation = await pool.invoke({});
  delete process.env['PUSHLIGHT_TEST_SECRET'];
  expect(invocation).toEqual({
    payload: {
      PUSHLIGHT_STAGE: 'local',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'fixture',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/fixture',
      AWS_LAMBDA_LOG_STREAM_NAME: 'local',
      LAMBDA_TASK_ROOT: directory,
      TZ: ':UTC',
      _HANDLER: 'fixture.handler',
    },
  });
});

test('the context has a new request id and the remaining time', async () => {
  const pool = await poolOf(`export const handler = async (_, context) =>
    [context.awsRequestId, context.functionName, context.getRemainingTimeInMillis()]`);
  const responses = [await pool.invoke({}), await pool.invoke({})].map((invocation) =>
    'payload' in invocation ? (invocation.payload as [string, string, number]) : undefined,
  );
  expect(responses[0]?.[1]).toBe('fixture');
  expect(responses[0]?.[2]).toBeGreaterThan(4000);
  expect(responses[0]?.[2]).toBeLessThanOrEqual(5000);
  expect(responses[0]?.[0]).not.toBe(responses[1]?.[0]);
});

test('an error of the handler is returned, and the environment stays warm', async () => {
  const pool = await poolOf(`let calls = 0;
    export const handler = async () => { calls += 1; if (calls === 1) throw new RangeError('too far'); return calls }`);
  expect(await pool.invoke({})).toEqual({ error: { errorType: 'RangeError', errorMessage: 'too far' } });
  expect(await pool.invoke({})).toEqual({ payload: 2 });
});

test('a function that takes too long is ended, even in a busy loop, and the next call starts a new one', async () => {
  const pool = await poolOf('export const handler = async ({ hang }) => { while (hang); return "alive" }', {
    timeoutSeconds: 0.2,
  });
  expect(await pool.invoke({ hang: true })).toEqual({
    error: { errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 0.20 seconds' },
  });
  expect(await pool.invoke({ hang: false })).toEqual({ payload: 'alive' });
});

test('a module that cannot be imported is an error on each call', async () => {
  const pool = await poolOf('throw new TypeError("no configuration"); export const handler = 1');
  const error = { errorType: 'TypeError', errorMessage: 'no configuration' };
  expect(await pool.invoke({})).toEqual({ error });
  expect(await pool.invoke({})).toEqual({ error });
});

test('a function that ends its process is an error, and the next call starts a new one', async () => {
  const pool = await poolOf('export const handler = async ({ exit }) => { if (exit) process.exit(3); return "alive" }');
  expect(await pool.invoke({ exit: true })).toMatchObject({ error: { errorType: 'Runtime.ExitError' } });
  expect(await pool.invoke({})).toEqual({ payload: 'alive' });
});

test('an environment runs one invocation at a time, and as many environments run at once as are allowed', async () => {
  const pool = await poolOf(
    `import { setTimeout } from 'node:timers/promises';
    import { threadId } from 'node:worker_threads';
    let running = 0;
    export const handler = async () => {
      running += 1;
      const mine = running;
      await setTimeout(20);
      running -= 1;
      return [threadId, mine];
    }`,
    { maxConcurrency: 2 },
  );
  const invocations = await Promise.all(Array.from({ length: 6 }, () => pool.invoke({})));
  const responses = invocations.map((invocation) => ('payload' in invocation ? (invocation.payload as number[]) : []));
  expect(new Set(responses.map(([thread]) => thread)).size).toBe(2);
  expect(new Set(responses.map(([, running]) => running))).toEqual(new Set([1]));
});

test('a warmed environment handles the first invocation', async () => {
  const pool = await poolOf('export const handler = async () => performance.now()');
  pool.warm();
  expect(await pool.invoke({})).toHaveProperty('payload');
});

test('what a function prints arrives line by line', async () => {
  const lines: string[] = [];
  let done = (): void => {};
  const printed = new Promise<void>((resolve) => {
    done = resolve;
  });
  const pool = await poolOf('export const handler = async () => { console.log("one\\ntwo"); console.log("end") }', {
    onLog: (line) => {
      lines.push(line);
      if (line === 'end') done();
    },
  });
  await pool.invoke({});
  await printed;
  expect(lines).toEqual(['one', 'two', 'end']);
});

test('a response over 6 MB is an error, as on Lambda', async () => {
  const pool = await poolOf('export const handler = async ({ length }) => "x".repeat(length)');
  expect(await pool.invoke({ length: 6_291_554 })).toHaveProperty('payload');
  expect(await pool.invoke({ length: 6_291_555 })).toMatchObject({
    error: { errorType: 'Function.ResponseSizeTooLarge' },
  });
});

test('stopping ends running and waiting invocations with an error', async () => {
  const pool = await poolOf('export const handler = () => new Promise(() => setInterval(() => {}, 1000))', {
    maxConcurrency: 1,
  });
  const invocations = [pool.invoke({}), pool.invoke({})];
  await pool.stop();
  for (const invocation of await Promise.all(invocations)) {
    expect(invocation).toEqual({ error: { errorType: 'Runtime.ExitError', errorMessage: 'fixture was stopped' } });
  }
});
