import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SQSEvent } from 'aws-lambda';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { excerptRows } from '../../functions/adapters/excerpts/excerpt-rows.ts';
import { logEnds } from '../../functions/adapters/excerpts/log-ends.ts';
import { indexConfiguration, type LogExcerpt } from '../../functions/core/configuration.ts';
import { writeExcerptMessage, type ExcerptMessage } from '../../functions/core/excerpt/excerpt-message.ts';
import { excerpt, type Ports } from '../../functions/excerpt.ts';
import { recordLog } from './record-log.ts';
import { LOG_GROUP } from './scripted-codebuild.ts';
import { startWorld, TABLES, webProject } from './start-world.ts';

let world: Awaited<ReturnType<typeof startWorld>>;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const UUID = '0123abcd-0123-4abc-8abc-0123456789ab';
const message: ExcerptMessage = {
  v: 1,
  project: 'web',
  buildId: `web:${UUID}`,
  number: 42,
  startedAt: Date.UTC(2026, 10, 28),
  phase: 'BUILD',
};
const agent = (text: string): string => `[Container] 2026/11/28 11:48:13.758000 ${text}\n`;
const START = agent('Entering phase BUILD') + agent('Running command npm test');
const END =
  agent('Command did not exit successfully npm test exit status 1') + agent('Phase complete: BUILD State: FAILED');

/** Receives a message, and says which stay in the queue, and for how many seconds they are hidden. */
async function receive(body: string, receives = 1, logExcerpt: Partial<LogExcerpt> | 'none' = {}) {
  const hidden: number[] = [];
  const wanted = {
    when: 'failed',
    forks: false,
    groupName: LOG_GROUP,
    ...(logExcerpt !== 'none' && logExcerpt),
  } as const;
  const projects = [{ ...webProject, ...(logExcerpt !== 'none' && { logExcerpt: wanted }) }];
  const ports: Ports = {
    configuration: indexConfiguration({ hooks: [], projects }),
    logs: logEnds(world.access),
    excerpts: excerptRows('BuildsTable', world.access),
    received: { hideFor: async (_, seconds) => void hidden.push(seconds) },
  };
  const record = {
    messageId: 'm',
    receiptHandle: 'r',
    body,
    attributes: { ApproximateReceiveCount: String(receives) },
  };
  const { batchItemFailures } = await excerpt(ports)({ Records: [record] } as unknown as SQSEvent);
  return { stays: batchItemFailures.length > 0, hidden };
}

async function row(number = 42) {
  const client = new DynamoDBClient(world.client);
  const Key = { project: { S: 'web' }, row: { S: `excerpt#${String(number).padStart(12, '0')}` } };
  const { Item } = await client.send(new GetItemCommand({ TableName: TABLES[0]!.TableName, Key }));
  return Item;
}

test('the last lines of a failed command are kept beside the build, without secrets, as long as the build', async () => {
  await world.writeLog(UUID, `${START}expected 1, got 2\nPASSWORD=hunter2\n${END}`);
  expect(await receive(writeExcerptMessage(message))).toEqual({ stays: false, hidden: [] });
  expect(await row()).toEqual({
    project: { S: 'web' },
    row: { S: 'excerpt#000000000042' },
    buildId: { S: message.buildId },
    excerpt: { S: 'expected 1, got 2\nPASSWORD=***' },
    isCut: { BOOL: false },
    expiresAt: { N: String(message.startedAt / 1000 + 366 * 86_400) },
  });
});

test('a log of many pages is read back until the command is found', async () => {
  const noise = Array.from({ length: 5000 }, (_, index) => `after ${index}\n`).join('');
  await world.writeLog(UUID, `${START}expected 1, got 2\n${END}${agent('Entering phase POST_BUILD')}${noise}`);
  await receive(writeExcerptMessage(message));
  expect((await row())?.['excerpt']).toEqual({ S: 'expected 1, got 2' });
});

test('a log whose last lines have not arrived is read again later, and in the end taken as it is', async () => {
  await world.writeLog(UUID, `${START}half\n`);
  expect(await receive(writeExcerptMessage(message), 1)).toEqual({ stays: true, hidden: [8] });
  expect(await receive(writeExcerptMessage(message), 3)).toEqual({ stays: true, hidden: [32] });
  expect(await row()).toBe(undefined);
  expect(await receive(writeExcerptMessage(message), 6)).toEqual({ stays: false, hidden: [] });
  expect((await row())?.['excerpt']?.S).toMatch(/half$/);
});

test('where there is no log, nothing is kept, and the message does not stay for ever', async () => {
  expect(await receive(writeExcerptMessage(message), 1)).toMatchObject({ stays: true });
  expect(await receive(writeExcerptMessage(message), 6)).toEqual({ stays: false, hidden: [] });
  expect(await row()).toBe(undefined);
});

test('a repeated message changes nothing, and one of an earlier build of the same number neither', async () => {
  await world.writeLog(UUID, `${START}of the new project\n${END}`);
  await receive(writeExcerptMessage(message));
  await receive(writeExcerptMessage(message));
  const old = '9123abcd-0123-4abc-8abc-0123456789ab';
  await world.writeLog(old, `${START}of the deleted project\n${END}`);
  const earlier = { ...message, buildId: `web:${old}`, startedAt: message.startedAt - 86_400_000 };
  expect(await receive(writeExcerptMessage(earlier))).toEqual({ stays: false, hidden: [] });
  expect((await row())?.['excerpt']).toEqual({ S: 'of the new project' });
});

test.each<[string, Partial<LogExcerpt> | 'none']>([
  ['no longer wants excerpts', 'none'],
  ['uses secrets', { withheld: 'secrets' }],
])('of a project that %s, no log is read', async (_, logExcerpt) => {
  await world.writeLog(UUID, `${START}x\n${END}`);
  expect(await receive(writeExcerptMessage(message), 1, logExcerpt)).toEqual({ stays: false, hidden: [] });
  expect(await row()).toBe(undefined);
});

test('what is not a message stays, so that it reaches the dead letters, and its text is not logged', async () => {
  const lines = recordLog();
  expect(await receive('{"v":1,"secret":"hunter2"}')).toMatchObject({ stays: true });
  vi.restoreAllMocks();
  expect(lines.join('')).toContain('excerpt-failed');
  expect(lines.join('')).not.toContain('hunter2');
});
