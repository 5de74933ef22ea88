import { sign } from '@octokit/webhooks-methods';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Hook } from '../../../../functions/core/configuration.ts';
import { github } from '../../../../functions/core/providers/github.ts';
import { githubExamples, githubPayloads } from './github-examples.ts';

const hook: Hook = { name: 'github', provider: 'github', host: 'github.com' };
const secret = "It's a Secret to Everybody";
const body = Buffer.from('Hello, World!');
/** https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation */
const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';

const delivery = (event: string, payload: unknown) => ({
  headers: { 'x-github-event': event },
  body: Buffer.from(JSON.stringify(payload)),
});

describe('verify', () => {
  const verify = (header: string | undefined, bytes = body, secrets: readonly string[] = [secret]) =>
    github.verify({ headers: header === undefined ? {} : { 'x-hub-signature-256': header }, body: bytes }, secrets);

  test("takes the vector of GitHub's documentation", async () => {
    expect(await verify(signature)).toEqual({ secret: 0 });
  });

  test('says which of several secrets signed', async () => {
    expect(await verify(signature, body, ['another', secret])).toEqual({ secret: 1 });
  });

  test.each([
    [undefined],
    [''],
    ['sha256='],
    [signature.slice(0, -1)],
    [`${signature}0`],
    [signature.toUpperCase()],
    [` ${signature}`],
    [`${signature} `],
    [`${signature},${signature}`],
    [signature.replace('sha256', 'SHA256')],
    [signature.replace('sha256', 'sha512')],
    [`sha256=${'z'.repeat(64)}`],
    ['x'.repeat(10_240)],
  ])('refuses the signature %j', async (header) => {
    expect(await verify(header)).toBeUndefined();
  });

  test('refuses a body that is not UTF-8, and an empty one, whatever signed it', async () => {
    const bytes = Buffer.from([0x7b, 0xff, 0x7d]);
    expect(await verify(await sign(secret, bytes.toString('utf8')), bytes)).toBeUndefined();
    expect(await verify(signature, Buffer.alloc(0))).toBeUndefined();
  });

  test('refuses any body and signature with one bit flipped', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.nat(), fc.boolean(), async (text, at, flipBody) => {
        const bytes = Buffer.from(text);
        const header = Buffer.from(await sign(secret, text));
        expect(await verify(header.toString(), bytes)).toEqual({ secret: 0 });
        const target = flipBody ? bytes : header;
        target[at % target.length]! ^= 1;
        expect(await verify(header.toString('latin1'), bytes)).toBeUndefined();
      }),
    );
  });
});

describe('parse', () => {
  test("reads every push of GitHub's examples", () => {
    const pushes = githubPayloads('push');
    expect(pushes.length).toBeGreaterThan(5);
    for (const payload of pushes) {
      const parsed = github.parse(delivery('push', payload), hook);
      const deleted = 'deleted' in payload && payload.deleted;
      expect(parsed.kind).toBe(deleted ? 'ignored' : 'events');
    }
  });

  test('makes one event of a push, with the host of the hook and not of the payload', () => {
    const payload = githubPayloads('push').find((each) => 'ref' in each && each.ref === 'refs/heads/master');
    const parsed = github.parse(delivery('push', payload), { ...hook, host: 'git.acme.io' });
    expect(parsed).toMatchObject({
      kind: 'events',
      events: [
        {
          eventType: 'PUSH',
          repository: { host: 'git.acme.io', fullName: 'Codertocat/Hello-World', id: '186853002' },
          ref: 'refs/heads/master',
          headRef: 'refs/heads/master',
          actorId: '21031067',
          fork: false,
        },
      ],
    });
  });

  test('answers every other event of GitHub with a reason', () => {
    for (const { name, examples } of githubExamples.filter(({ name }) => name !== 'push')) {
      expect(github.parse(delivery(name, examples[0]), hook)).toMatchObject({ kind: 'ignored' });
    }
    expect(github.parse(delivery('constructor', {}), hook)).toMatchObject({ kind: 'ignored' });
  });

  const push = {
    ref: 'refs/heads/main',
    before: 'a'.repeat(40),
    after: 'b'.repeat(40),
    created: false,
    deleted: false,
    forced: false,
    repository: { id: 7, full_name: 'acme/web', pushed_at: 1 },
    sender: { id: 1 },
    head_commit: { message: 'x' },
    commits: [],
  };

  test.each([
    [null],
    [[]],
    ['x'],
    [0],
    [{}],
    [{ ...push, ref: 'main' }],
    [{ ...push, ref: 'refs/heads/main\n' }],
    [{ ...push, ref: 'refs/pull/1/head' }],
    [{ ...push, after: 'B'.repeat(40) }],
    [{ ...push, after: 7 }],
    [{ ...push, commits: null }],
    [{ ...push, repository: { ...push.repository, id: '7' } }],
    [{ ...push, repository: { ...push.repository, id: 1.5 } }],
    [{ ...push, repository: { ...push.repository, id: 9_007_199_254_740_993 } }],
    [{ ...push, repository: { ...push.repository, id: -1 } }],
  ])('says what is wrong with %j', (payload) => {
    expect(github.parse(delivery('push', payload), hook)).toMatchObject({ kind: 'malformed' });
  });

  test('answers what is not JSON, and JSON a million levels deep', () => {
    const parse = (text: string) =>
      github.parse({ headers: { 'x-github-event': 'push' }, body: Buffer.from(text) }, hook);
    expect(parse('{')).toMatchObject({ kind: 'malformed' });
    expect(parse('['.repeat(1e6) + ']'.repeat(1e6))).toMatchObject({ kind: 'malformed' });
    expect(parse('{"__proto__":{"polluted":true}}')).toMatchObject({ kind: 'malformed' });
    expect(({} as { polluted?: true }).polluted).toBeUndefined();
  });

  test('gives the same identity to the same bytes and another to any other', () => {
    const identity = (payload: unknown) => {
      const parsed = github.parse(delivery('push', payload), hook);
      return parsed.kind === 'events' ? parsed.identity : undefined;
    };
    expect(identity(push)).toBe(identity(push));
    expect(identity(push)).not.toBe(identity({ ...push, repository: { ...push.repository, pushed_at: 2 } }));
  });
});
