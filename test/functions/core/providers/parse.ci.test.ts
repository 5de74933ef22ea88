import { expect, test } from 'vitest';
import { cpuMilliseconds } from '../../../cpu-milliseconds.ts';
import { largePush, parse, SAMPLES } from './parser-properties.ts';

test.each(['push of GitHub', 'push of GitLab', 'push of Gitea'])('a %s of 25 MB is parsed within a second', (name) => {
  const delivery = largePush(SAMPLES[name]!, 2048, 900);
  expect(delivery.body.length).toBeGreaterThan(25e6);
  const read = () => expect(parse(delivery)).toMatchObject({ kind: 'events' });
  expect(cpuMilliseconds(read)).toBeLessThan(1000);
});
