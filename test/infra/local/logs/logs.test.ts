import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LogStream } from '../../../../infra/local/logs/log-events.ts';
import { createLogs } from '../../../../infra/local/logs/logs.ts';
import { temporaryDirectory } from '../start-stand-ins.ts';

const GROUP = '/aws/codebuild/web';
const START = Date.parse('2026-11-22T16:00:00Z');

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let streams: LogStream[];

beforeAll(async () => {
  directory = await temporaryDirectory();
  const stream = (streamName: string, text: string, createdAt: number): LogStream => {
    const file = join(directory.path, streamName);
    writeFileSync(file, text);
    return { groupName: GROUP, streamName, file, createdAt };
  };
  streams = [
    stream(
      'one',
      '[Container] 2026/11/22 16:00:01.000000 Running command ls\nfile\n[Container] 2026/11/22 16:00:02.500000 done\nunfini',
      START,
    ),
    stream('two', 'hello world\n', START + 5000),
    { groupName: GROUP, streamName: 'three', file: join(directory.path, 'missing'), createdAt: START + 9000 },
  ];
});
afterAll(() => directory.remove());

async function call(operation: string, input: object): Promise<Record<string, unknown>> {
  const headers = { 'x-amz-target': `Logs_20140328.${operation}` };
  const request = { method: 'POST', path: '/', headers, region: 'us-east-1', signal: new AbortController().signal };
  const logs = createLogs({ streams: () => streams });
  const { body } = await logs.handle({ ...request, body: Buffer.from(JSON.stringify(input)) });
  return JSON.parse(String(body)) as Record<string, unknown>;
}

test('each whole line is an event with its own time, or with that of the line before', async () => {
  const response = await call('GetLogEvents', { logGroupName: GROUP, logStreamName: 'one', startFromHead: true });
  expect(response).toMatchObject({
    events: [
      { timestamp: START + 1000, message: '[Container] 2026/11/22 16:00:01.000000 Running command ls\n' },
      { timestamp: START + 1000, message: 'file\n' },
      { timestamp: START + 2500, message: '[Container] 2026/11/22 16:00:02.500000 done\n' },
    ],
    nextForwardToken: 'f/3',
  });
});

test('pages can be read forwards and backwards until the token stays the same', async () => {
  const page = async (more: object): Promise<[number, unknown, unknown]> => {
    const input = { logGroupName: GROUP, logStreamName: 'one', limit: 2, ...more };
    const { events, nextForwardToken, nextBackwardToken } = await call('GetLogEvents', input);
    return [(events as unknown[]).length, nextForwardToken, nextBackwardToken];
  };
  expect(await page({ startFromHead: true })).toEqual([2, 'f/2', 'b/0']);
  expect(await page({ nextToken: 'f/2' })).toEqual([1, 'f/3', 'b/2']);
  expect(await page({ nextToken: 'f/3' })).toEqual([0, 'f/3', 'b/3']);
  expect(await page({})).toEqual([2, 'f/3', 'b/1']);
  expect(await page({ nextToken: 'b/1' })).toEqual([1, 'f/1', 'b/0']);
  await expect(page({ nextToken: 'odd' })).rejects.toMatchObject({ name: 'InvalidParameterException' });
});

test('streams are described with their times, and groups by prefix', async () => {
  const { logStreams } = await call('DescribeLogStreams', {
    logGroupName: GROUP,
    orderBy: 'LastEventTime',
    descending: true,
  });
  expect(logStreams).toMatchObject([
    { logStreamName: 'two', lastEventTimestamp: START + 5000 },
    { logStreamName: 'one', firstEventTimestamp: START + 1000, lastEventTimestamp: START + 2500 },
    { logStreamName: 'three', creationTime: START + 9000 },
  ]);
  expect(await call('DescribeLogGroups', { logGroupNamePrefix: '/aws/' })).toMatchObject({
    logGroups: [{ logGroupName: GROUP }],
  });
  expect(await call('DescribeLogGroups', { logGroupNamePrefix: '/other' })).toEqual({ logGroups: [] });
});

test('events are found by term, stream and time', async () => {
  const found = async (more: object): Promise<unknown[]> => {
    const { events } = await call('FilterLogEvents', { logGroupName: GROUP, ...more });
    return (events as { message: string }[]).map(({ message }) => message);
  };
  expect(await found({ filterPattern: '"hello world"' })).toEqual(['hello world\n']);
  expect(await found({ logStreamNames: ['one'], startTime: START + 2000 })).toHaveLength(1);
  expect(await found({ limit: 2 })).toHaveLength(2);
});

test.each([
  [{ logGroupName: '/none', logStreamName: 'one' }, 'The specified log group does not exist.'],
  [{ logGroupName: GROUP, logStreamName: 'none' }, 'The specified log stream does not exist.'],
])('%j is not found', async (input, message) => {
  await expect(call('GetLogEvents', input)).rejects.toMatchObject({ name: 'ResourceNotFoundException', message });
});
