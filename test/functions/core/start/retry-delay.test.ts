import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { hideSeconds, LAST_RECEIVE } from '../../../../functions/core/start/retry-delay.ts';
import { readServerlessFile } from '../../../../infra/serverless-file/read-serverless-file.ts';

test.each([
  [1, 2],
  [2, 4],
  [8, 256],
  [9, 300],
  [100, 300],
])('a message received %i times stays hidden for %i seconds', (receives, seconds) => {
  expect(hideSeconds(receives)).toBe(seconds);
});

test('the last receive is the one after which the queue gives a job up', () => {
  const file = resolve(import.meta.dirname, '../../../../serverless.yml');
  const { queues } = readServerlessFile({
    path: file,
    stage: 'prod',
    region: 'us-east-1',
    account: '000000000000',
    queueUrl: (name) => name,
  });
  const deliveries = queues.find(({ name }) => name.endsWith('-deliveries.fifo'));
  expect(deliveries?.redrive?.maxReceiveCount).toBe(LAST_RECEIVE);
});
