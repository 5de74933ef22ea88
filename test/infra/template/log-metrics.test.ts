import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { SQSRecord } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import type { HttpRequest } from '../../../functions/adapters/http/api-gateway.ts';
import { sqsQueue } from '../../../functions/adapters/queue.ts';
import { makeJob, writeMessage } from '../../../functions/core/start/job.ts';
import { trigger } from '../../../functions/trigger.ts';
import { webhook } from '../../../functions/webhook.ts';
import { logGroupId } from '../../../infra/cloudformation/osls-names.ts';
import { generateTemplate } from '../../../infra/package/generate-template.ts';
import { COUNTED_LINES } from '../../../infra/template/log-metrics.ts';
import { SENDERS } from '../../functions/core/providers/senders.ts';
import { pushEvent } from '../../functions/push-event.ts';
import { recordLog } from '../../functions/record-log.ts';
import { startWorld, type World } from '../../functions/start-world.ts';
import { stackOptions } from './compile-for-test.ts';
import { matchesPattern } from './filter-pattern.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(() => vi.restoreAllMocks());

const options = stackOptions('prod');
const { Resources } = generateTemplate(options).template;
const filter = (metric: string) => Resources[`${metric}Filter`]!.Properties;

const [github] = SENDERS;
const signed = (body: Buffer) => github!.headers(body, github!.secret, Date.now());

/** Delivers to `webhook` like the gateway. */
async function deliver(hook: string, headers: Readonly<Record<string, string>>, body: Buffer): Promise<void> {
  const request: HttpRequest = {
    id: randomUUID(),
    route: 'POST /webhooks/{hook}',
    origin: 'https://example.com',
    sourceIp: '192.0.2.1',
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    pathParameters: { hook },
    query: new URLSearchParams(),
    body,
    receivedAt: Date.now(),
  };
  const { configuration } = world;
  const secrets = { ofHook: () => Promise.resolve([github!.secret]) };
  const queue = { send: () => Promise.resolve() };
  await webhook({ configuration, secrets, queue, commitStatuses: queue })(request);
}

/** Gives a push to `trigger` while CodeBuild refuses to start its build. */
async function push(refuse?: string): Promise<void> {
  if (refuse !== undefined) world.codeBuild.faults.push({ refuse });
  const { configuration, rows, ledger, builds, queues, access } = world;
  const receivedAt = Date.now();
  const origin = { hook: 'github', deliveryId: randomUUID(), receivedAt, identity: randomUUID() };
  const { body, groupId } = writeMessage(makeJob(pushEvent({}), 'web', origin), randomUUID());
  const attributes = { ApproximateReceiveCount: '1', MessageGroupId: groupId };
  const queue = (name: string) => sqsQueue(queues.url(name), access);
  await trigger({
    configuration,
    rows,
    ledger,
    builds,
    received: queue(queues.deliveries),
    deadLetters: queue(queues.deadLetters),
    now: Date.now,
    newOwner: randomUUID,
    commitStatuses: world.commitStatuses,
    region: world.region,
  })({ Records: [{ messageId: randomUUID(), receiptHandle: 'none', body, attributes } as unknown as SQSRecord] });
}

const PING = Buffer.from('{}');
const wrong = { ...signed(PING), 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` };

/** Functions that write each counted line, and functions that write lines that must not be counted. */
const RUNS: Readonly<
  Record<keyof typeof COUNTED_LINES, { readonly counted: () => Promise<void>; readonly others: () => Promise<void> }>
> = {
  HookFailures: {
    counted: async () => {
      await deliver('github', wrong, PING);
      const body = Buffer.from('{"ref":5}');
      await deliver('github', { ...signed(body), 'x-github-event': 'push' }, body);
    },
    others: async () => {
      await deliver('wp-login', wrong, PING);
      const body = Buffer.from('{"zen":"Keep it logically awesome.","hook_id":1}');
      await deliver('github', { ...signed(body), 'x-github-event': 'ping' }, body);
    },
  },
  WaitingJobs: {
    counted: async () => {
      await push('AccountLimitExceededException');
      vi.spyOn(world.ledger, 'read').mockRejectedValueOnce(new Error('no response'));
      await push();
    },
    others: async () => {
      await push();
      await push('InvalidInputException');
    },
  },
};

test.each(Object.entries(RUNS))('%s counts exactly what its function logs', async (metric, runs) => {
  const { function: name, events } = COUNTED_LINES[metric as keyof typeof COUNTED_LINES];
  const { FilterPattern, LogGroupName } = filter(metric);
  expect(LogGroupName).toEqual({ Ref: `${name.charAt(0).toUpperCase()}${name.slice(1)}LogGroup` });
  const lines = recordLog();
  await runs.counted();
  const counted = lines.filter((line) => matchesPattern(String(FilterPattern), line));
  expect(counted.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual(events);

  const before = lines.length;
  await runs.others();
  const others = lines.slice(before);
  expect(others.length).toBeGreaterThan(1);
  expect(others.filter((line) => matchesPattern(String(FilterPattern), line))).toEqual([]);
});

test('no filter matches text that a request can contain, and none has braces in a value', () => {
  const filters = Object.values(Resources).filter(({ Type }) => Type === 'AWS::Logs::MetricFilter');
  expect(filters).toHaveLength(Object.keys(COUNTED_LINES).length + 2 + options.functions.length);
  for (const { Properties } of filters) {
    const pattern = String(Properties['FilterPattern']);
    expect(pattern).toMatch(/^\{[^{}]*\}$/);
    const fields = [...pattern.matchAll(/\$\.([\w.]+)/g)].map(([, field]) => field);
    const isOfAccessLog = JSON.stringify(Properties['LogGroupName']) === '{"Ref":"HttpApiLogGroup"}';
    const allowed = isOfAccessLog ? ['route', 'status', 'integrationStatus'] : ['event', 'type', 'record.status'];
    for (const field of fields) expect(allowed).toContain(field);
  }
});

test('no metric has a value while nothing is counted, since AWS would bill it', () => {
  for (const { Type, Properties } of Object.values(Resources)) {
    if (Type !== 'AWS::Logs::MetricFilter') continue;
    expect(Properties['MetricTransformations']).toEqual([
      { MetricNamespace: 'pushlight-prod', MetricName: expect.any(String) as unknown, MetricValue: '1' },
    ]);
  }
});

test.each([
  ['POST /webhooks/{hook}', 503, '200', 'RefusedDeliveries'],
  ['POST /webhooks/{hook}', 500, '200', 'RefusedDeliveries'],
  ['POST /webhooks/{hook}', 503, '429', 'RefusedDeliveries'],
  ['POST /webhooks/{hook}', 429, '-', 'RefusedDeliveries'],
  ['POST /webhooks/{hook}', 413, '-', 'RefusedDeliveries'],
  ['-', 413, '-', 'RefusedDeliveries'],
  ['POST /webhooks/{hook}', 401, '200', undefined],
  ['POST /webhooks/{hook}', 202, '200', undefined],
  ['GET /badges/{file}', 503, '429', 'RefusedRequests'],
  ['GET /badges/{file}', 500, '200', 'RefusedRequests'],
  ['GET /badges/{file}', 429, '429', 'RefusedRequests'],
  ['GET /badges/{file}', 429, '-', undefined],
  ['GET /badges/{file}', 200, '200', undefined],
  ['POST /projects/{project}/builds', 503, '200', 'RefusedRequests'],
  ['POST /projects/{project}/builds', 429, '200', undefined],
])("a request to %s with status %i and Lambda's %s counts as %s", (route, status, integrationStatus, metric) => {
  const line = JSON.stringify({ time: '09/Oct/2000:13:55:36 +0000', route, status, error: '-', integrationStatus });
  const counting = ['RefusedDeliveries', 'RefusedRequests'].filter((each) =>
    matchesPattern(String(filter(each)['FilterPattern']), line),
  );
  expect(counting).toEqual(metric === undefined ? [] : [metric]);
});

/** A report as Lambda writes it: https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html#platform-report */
const report = (status: string, more: object = {}) =>
  JSON.stringify({
    time: '2026-10-08T07:30:29.470Z',
    type: 'platform.report',
    record: {
      requestId: '79b5e81f-9cdd-4145-b1f6-7c50ef8a2a36',
      metrics: { durationMs: 1233.96, billedDurationMs: 1698, memorySizeMB: 512, maxMemoryUsedMB: 123 },
      status,
      ...more,
    },
  });

describe.each(options.functions.map(({ name }) => name))('for %s', (name) => {
  const { FilterPattern, LogGroupName } = filter(`FailedInvocationsOf${logGroupId(name)}`);
  const counts = (line: string) => matchesPattern(String(FilterPattern), line);

  test.each([
    ['an exception', report('error', { errorType: 'TypeError' })],
    ['a timeout', report('timeout')],
    ['too little memory', report('error', { errorType: 'Runtime.OutOfMemory' })],
    ['a process that ends', report('error', { errorType: 'Runtime.ExitError' })],
    ['code that cannot be loaded', report('failure', { errorType: 'Runtime.ImportModuleError' })],
  ])('an invocation that fails because of %s counts once', (_cause, line) => {
    expect(LogGroupName).toEqual({ Ref: logGroupId(name) });
    expect(counts(line)).toBe(true);
  });

  test.each([
    ['a successful invocation', report('success')],
    [
      'the end of the process, which has a line of its own',
      report('error').replace('platform.report', 'platform.runtimeDone'),
    ],
    [
      "the runtime's line about an exception",
      '{"timestamp":"2026-10-08T07:30:29Z","level":"ERROR","message":{"errorType":"TypeError"}}',
    ],
    [
      'a line of ours that contains such a text',
      JSON.stringify({ level: 'info', event: 'delivery-of-unknown-hook', deliveryId: report('error') }),
    ],
  ])('%s does not count', (_what, line) => expect(counts(line)).toBe(false));
});

test('Lambda writes its own lines as JSON, and those about failures at any level', () => {
  const { provider } = parse(readFileSync(resolve(import.meta.dirname, '../../../serverless.yml'), 'utf8'), {
    customTags: [],
    logLevel: 'error',
  }) as { provider: { logs: { lambda: object } } };
  expect(provider.logs.lambda).toEqual({ logFormat: 'JSON', systemLogLevel: 'WARN' });
});
