import { describe, expect, test } from 'vitest';
import { answersAnyBytes, answersWhateverStandsWhere, largePush, parse, SAMPLES } from './parser-properties.ts';

describe.each(Object.entries(SAMPLES))('the parser of a %s, 10,000 times,', (_name, sample) => {
  test('answers whatever stands where', () => answersWhateverStandsWhere(sample, 10_000));
  test('answers any bytes', () => answersAnyBytes(sample, 10_000));
});

test.each(['push of GitHub', 'push of GitLab', 'push of Gitea'])(
  'a %s of 25 MB is answered within a second',
  (name) => {
    const delivery = largePush(SAMPLES[name]!, 2048, 900);
    expect(delivery.body.length).toBeGreaterThan(25e6);
    const begin = performance.now();
    expect(parse(delivery)).toMatchObject({ kind: 'events' });
    expect(performance.now() - begin).toBeLessThan(1000);
  },
);
