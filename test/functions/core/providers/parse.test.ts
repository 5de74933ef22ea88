import { describe, expect, test } from 'vitest';
import { cpuMilliseconds } from '../../../cpu-milliseconds.ts';
import { rounds } from '../../../soak.ts';
import { parsesAnyBytes, parsesWhateverStandsWhere, largePush, parse, SAMPLES } from './parser-properties.ts';

describe.each(Object.entries(SAMPLES))('the parser of a %s', (_name, sample) => {
  const parsed = (text: string | Buffer) => parse({ ...sample, body: Buffer.from(text) });

  test('reads its delivery', () => {
    expect(parse(sample)).toMatchObject({ kind: 'events' });
  });

  test('returns or refuses a payload with any value at any place', () => parsesWhateverStandsWhere(sample, rounds(40)));
  test('returns or refuses any bytes', () => parsesAnyBytes(sample, rounds(20)));

  test.each(['', '{', '\ufeff{}', '\0', '{"ref":"\ud800"', 'undefined', 'NaN', '1e400x'])(
    'reports that %j is not JSON',
    (text) => {
      expect(parsed(text)).toEqual({ kind: 'malformed', problem: 'The body is not JSON.' });
    },
  );

  test('reports that invalid UTF-8 is invalid, instead of replacing characters', () => {
    const body = Buffer.concat([sample.body, Buffer.from([0x20, 0xff])]);
    expect(parsed(body)).toEqual({ kind: 'malformed', problem: 'The body is not UTF-8.' });
  });

  test.each(['null', '[]', '"x"', '0', '1e400', '{}', '{"__proto__":{"ref":"refs/heads/main"}}'])(
    'does not accept %s as an event',
    (text) => {
      expect(parsed(text).kind).not.toBe('events');
      expect(({} as { ref?: string }).ref).toBeUndefined();
    },
  );
});

test.each(['push of GitHub', 'push of GitLab', 'push of Bitbucket', 'push of Gitea'])(
  'a %s with a million levels in place of a name is refused',
  (name) => {
    const sample = SAMPLES[name]!;
    const deep = '['.repeat(1e6) + ']'.repeat(1e6);
    const body = sample.body.toString().replace(/"(full_name|path_with_namespace)": ?"[^"]*"/g, `"$1":${deep}`);
    expect(parse({ ...sample, body: Buffer.from(body) })).toMatchObject({ kind: 'malformed' });
  },
);

test.each(['push of GitHub', 'push of GitLab', 'push of Gitea'])(
  'a %s of 2,048 commits is parsed within a second',
  (name) => {
    const delivery = largePush(SAMPLES[name]!, 2048, 100);
    const read = () => expect(parse(delivery)).toMatchObject({ kind: 'events' });
    expect(cpuMilliseconds(read)).toBeLessThan(1000);
  },
);

test('of two members with the same name, the last one counts, as in JSON.parse', () => {
  const { body } = SAMPLES['push of GitLab']!;
  const twice = body.toString().replace('{', '{"ref":"refs/heads/other",');
  expect(parse({ ...SAMPLES['push of GitLab']!, body: Buffer.from(twice) })).toMatchObject({
    events: [{ ref: 'refs/heads/main' }],
  });
});
