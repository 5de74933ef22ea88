import { randomUUID } from 'node:crypto';
import type { SQSRecord } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { HttpRequest } from '../../../functions/adapters/http/api-gateway.ts';
import { sqsQueue } from '../../../functions/adapters/queue.ts';
import { makeJob, writeMessage } from '../../../functions/core/start/job.ts';
import { trigger } from '../../../functions/trigger.ts';
import { webhook } from '../../../functions/webhook.ts';
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

const { Resources } = generateTemplate(stackOptions('prod')).template;
const filter = (metric: string) => Resources[`${metric}Filter`]!.Properties;

const [github] = SENDERS;
const signed = (body: Buffer) => github!.headers(body, github!.secret, Date.now());

/** Delivers to `webhook` as the gateway would. */
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
  await webhook({ configuration, secrets, queue: { send: () => Promise.resolve() } })(request);
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
  })({ Records: [{ messageId: randomUUID(), receiptHandle: 'none', body, attributes } as unknown as SQSRecord] });
}

const PING = Buffer.from('{}');
const wrong = { ...signed(PING), 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` };

/** What writes each counted line, and what writes lines that are not to be counted. */
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

test.each(Object.entries(RUNS))('%s counts what its function really logs, and nothing else', async (metric, runs) => {
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

test('no filter but that of the access log matches anything but the event, and none has braces in a value', () => {
  const filters = Object.values(Resources).filter(({ Type }) => Type === 'AWS::Logs::MetricFilter');
  expect(filters).toHaveLength(Object.keys(COUNTED_LINES).length + 1);
  for (const { Properties } of filters) {
    const pattern = String(Properties['FilterPattern']);
    expect(pattern).toMatch(/^\{[^{}]*\}$/);
    const fields = new Set([...pattern.matchAll(/\$\.(\w+)/g)].map(([, field]) => field));
    const isOfAccessLog = JSON.stringify(Properties['LogGroupName']) === '{"Ref":"HttpApiLogGroup"}';
    expect([...fields]).toEqual(isOfAccessLog ? ['route', 'status'] : ['event']);
  }
});

test.each([
  ['POST /webhooks/{hook}', 503, true],
  ['POST /webhooks/{hook}', 500, true],
  ['POST /webhooks/{hook}', 429, true],
  ['POST /webhooks/{hook}', 413, true],
  ['-', 413, true],
  ['POST /webhooks/{hook}', 401, false],
  ['POST /webhooks/{hook}', 202, false],
  ['GET /badges/{file}', 503, false],
  ['POST /projects/{project}/builds', 429, false],
])('a request to %s with the status %i: a refused delivery is %s', (route, status, counts) => {
  const line = JSON.stringify({ time: '09/Oct/2000:13:55:36 +0000', route, status, error: '-' });
  expect(matchesPattern(String(filter('RefusedDeliveries')['FilterPattern']), line)).toBe(counts);
});
