import { describe, expect, test } from 'vitest';
import { rounds } from '../../../soak.ts';
import { parsesAnyBytes, parsesWhateverStandsWhere, largePush, parse, SAMPLES } from './parser-properties.ts';

describe.each(Object.entries(SAMPLES))('the parser of a %s', (_name, sample) => {
  const parsed = (text: string | Buffer) => parse({ ...sample, body: Buffer.from(text) });

  test('reads it', () => {
    expect(parse(sample)).toMatchObject({ kind: 'events' });
  });

  test('parses whatever stands where', () => parsesWhateverStandsWhere(sample, rounds(100)));
  test('parses any bytes', () => parsesAnyBytes(sample, rounds(50)));

  test.each(['', '{', '\ufeff{}', '\0', '{"ref":"\ud800"', 'undefined', 'NaN', '1e400x'])(
    'says that %j is not JSON',
    (text) => {
      expect(parsed(text)).toEqual({ kind: 'malformed', problem: 'The body is not JSON.' });
    },
  );

  test('says that bytes which are no UTF-8 are none, not what they would be read as', () => {
    const body = Buffer.concat([sample.body, Buffer.from([0x20, 0xff])]);
    expect(parsed(body)).toEqual({ kind: 'malformed', problem: 'The body is not UTF-8.' });
  });

  test.each(['null', '[]', '"x"', '0', '1e400', '{}', '{"__proto__":{"ref":"refs/heads/main"}}'])(
    'takes %s for no event',
    (text) => {
      expect(parsed(text).kind).not.toBe('events');
      expect(({} as { ref?: string }).ref).toBeUndefined();
    },
  );
});

test.each(['push of GitHub', 'push of GitLab', 'push of Bitbucket', 'push of Gitea'])(
  'a million levels where a %s has a name are parsed',
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
    const begin = performance.now();
    expect(parse(delivery)).toMatchObject({ kind: 'events' });
    expect(performance.now() - begin).toBeLessThan(1000);
  },
);

test('the last of two members of one name counts, as JSON.parse has it', () => {
  const { body } = SAMPLES['push of GitLab']!;
  const twice = body.toString().replace('{', '{"ref":"refs/heads/other",');
  expect(parse({ ...SAMPLES['push of GitLab']!, body: Buffer.from(twice) })).toMatchObject({
    events: [{ ref: 'refs/heads/main' }],
  });
});
