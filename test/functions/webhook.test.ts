import { Hash, Hmac, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { HttpRequest } from '../../functions/adapters/http/api-gateway.ts';
import { parameterSecrets } from '../../functions/adapters/parameter-secrets.ts';
import { sqsQueue } from '../../functions/adapters/queue.ts';
import { indexConfiguration } from '../../functions/core/configuration.ts';
import { makeHookSecret } from '../../functions/core/providers/make-hook-secret.ts';
import { readMessage } from '../../functions/core/start/job.ts';
import { webhook } from '../../functions/webhook.ts';
import { createParameters, type Parameters } from '../../infra/local/parameters/parameters.ts';
import { startStandIns, temporaryDirectory, type StandIns } from '../infra/local/start-stand-ins.ts';
import { blocksOf, pageOf } from '../docs/pages.ts';
import { changed, fixture } from './core/providers/fixture.ts';
import { githubPayloads } from './core/providers/github-examples.ts';
import { SENDERS, type Sender } from './core/providers/senders.ts';
import { recordLog } from './record-log.ts';
import { startWorld, webProject, type World } from './start-world.ts';

const QUEUE = 'deliveries.fifo';
const NOWHERE = 'http://127.0.0.1:1';

let world: World;
let standIns: StandIns;
let parameters: Parameters;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeAll(async () => {
  world = await startWorld();
  directory = await temporaryDirectory();
  parameters = createParameters({ directory: directory.path });
  standIns = await startStandIns(directory.path, [parameters]);
  for (const { hook, secret } of SENDERS) parameters.put(`/pushlight/test/webhooks/${hook.name}`, secret);
  parameters.put('/pushlight/test/webhooks/empty', ' \n\n');
  parameters.put('/pushlight/test/webhooks/rotated', 'first\nsecond\nthird');
});
afterAll(async () => {
  await standIns.stop();
  await world.stop();
  await directory.remove();
});
afterEach(() => vi.restoreAllMocks());

const repositories = [
  { host: 'github.com', fullName: 'Codertocat/Hello-World' },
  { host: 'gitlab.com', fullName: 'test/woodpecker' },
  { host: 'git.acme.io', fullName: 'test/woodpecker' },
  { host: 'bitbucket.org', fullName: 'team_name/repo_name' },
  { host: 'git.acme.io', fullName: 'gogits/hello-world' },
];
const configuration = indexConfiguration({
  hooks: [
    ...SENDERS.map(({ hook }) => hook),
    { name: 'empty', provider: 'github', host: 'github.com' },
    { name: 'missing', provider: 'github', host: 'github.com' },
    { name: 'rotated', provider: 'gitlab', host: 'gitlab.com', verification: 'token' },
  ],
  projects: repositories.map((repository, index) => ({ ...webProject, name: `project-${index}`, repository })),
});

const githubPush = Buffer.from(
  JSON.stringify(githubPayloads('push').find((each) => 'ref' in each && each.ref === 'refs/heads/master')),
);
const BODIES: Readonly<Record<string, Buffer>> = {
  github: githubPush,
  gitlab: fixture('gitlab/push.json'),
  'gitlab-token': fixture('gitlab/push.json'),
  bitbucket: fixture('bitbucket/repo-push.json'),
  gitea: fixture('gitea/push-2017.json'),
};

const access = (ssm = standIns.url) => ({ ...standIns.client, endpointUrls: { ssm } });

type Ports = globalThis.Parameters<typeof webhook>[0];

const webhookWith = (ports: Partial<Ports> = {}) =>
  webhook({
    configuration,
    secrets: parameterSecrets('test', access()),
    queue: sqsQueue(world.queues.url(QUEUE), world.access),
    commitStatuses: world.commitStatuses,
    ...ports,
  });

const request = (hook: string, headers: Record<string, string>, body: Buffer): HttpRequest => ({
  id: randomUUID(),
  route: 'POST /webhooks/{hook}',
  origin: 'http://localhost',
  method: 'POST',
  sourceIp: '203.0.113.1',
  headers: { 'content-type': 'application/json', ...headers },
  pathParameters: { hook },
  query: new URLSearchParams(),
  body,
  receivedAt: Date.now(),
});

/** A delivery from this sender to its hook. */
const from = (sender: Sender, body = BODIES[sender.hook.name]!, secret = sender.secret) =>
  request(sender.hook.name, sender.headers(body, secret, Date.now()), body);

async function received() {
  const messages = await world.queues.receive(QUEUE);
  for (const { receiptHandle } of messages) world.queues.remove(receiptHandle);
  return messages.map(({ body }) => readMessage(body));
}

const github = SENDERS[0]!;

test.each(SENDERS.map((sender) => [sender.hook.name, sender] as const))(
  'a push signed by %s is queued once, and its response is the verdict',
  async (name, sender) => {
    const { status, body } = await webhookWith()(from(sender));
    expect(status).toBe(202);
    expect(JSON.parse(body)).toMatchObject({
      delivery: expect.stringMatching(/^[0-9a-f-]{36}$/),
      events: [{ event: { eventType: 'PUSH', commit: expect.any(String) }, projects: [{ verdict: 'queued' }] }],
    });
    const jobs = await received();
    expect(jobs).toMatchObject([{ job: { hook: name, provider: sender.hook.provider, eventType: 'PUSH' } }]);
  },
);

test('for a push of several refs, those that build are queued, and the response names the rest', async () => {
  const sender = SENDERS.find(({ hook }) => hook.name === 'bitbucket')!;
  const push = BODIES['bitbucket']!;
  const { push: pushed } = JSON.parse(push.toString()) as { push: { changes: readonly object[] } };
  const changes = [{ new: { type: 'bookmark' } }, { new: null, old: { name: 'gone' } }, ...pushed.changes];
  const { status, body } = await webhookWith()(from(sender, changed(push, [['push', 'changes'], changes])));
  expect(status).toBe(202);
  expect(JSON.parse(body)).toMatchObject({
    ignored: '"bookmark" is not a type of ref that starts builds. "gone" was deleted.',
    events: [{ event: { ref: 'refs/heads/name-of-branch' } }],
  });
  expect(await received()).toMatchObject([{ job: { ref: 'refs/heads/name-of-branch' } }]);
});

test('a signed push with half a surrogate pair is refused and queues nothing', async () => {
  for (const ref of ['refs/heads/\ud800', 'refs/tags/\udfff', 'refs/heads/ma\u0085in']) {
    const { status, body } = await webhookWith()(from(github, changed(githubPush, [['ref'], ref])));
    expect(status).toBe(400);
    expect(body).toContain('Expected a branch or a tag in full');
  }
  expect(await received()).toEqual([]);
});

describe('an unverified delivery', () => {
  test('gets the same bytes whatever was wrong, even for an unknown hook', async () => {
    const { hook, headers, secret } = { ...github, headers: github.headers.bind(github) };
    const wrong = headers(githubPush, 'wrong', 0);
    const refused = [
      request(hook.name, wrong, githubPush),
      request(hook.name, {}, githubPush),
      request('unknown', wrong, githubPush),
      request('unknown', headers(githubPush, secret, 0), githubPush),
      request('__proto__', wrong, githubPush),
      request('empty', headers(githubPush, '', 0), githubPush),
      request('missing', headers(githubPush, '', 0), githubPush),
      request('gitlab', { 'x-gitlab-token': SENDERS[1]!.secret }, BODIES['gitlab']!),
      request(hook.name, headers(githubPush, secret, 0), changed(githubPush, [['ref'], 'refs/heads/other'])),
      // An address of GitHub's own proves nothing.
      request(hook.name, { ...wrong, 'x-forwarded-for': '140.82.115.1' }, githubPush),
    ];
    const take = webhookWith();
    const responses = await Promise.all(refused.map((each) => take(each)));
    expect(new Set(responses.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(responses[0]).toMatchObject({ status: 401, headers: { 'cache-control': 'no-store' } });
    expect(blocksOf(pageOf('docs/troubleshooting.md'), '')).toContain(responses[0]!.body);
    expect(await received()).toEqual([]);
  });

  test('has its body hashed as often for an unknown hook as for any other, whatever its headers', async () => {
    const body = Buffer.from(JSON.stringify({ filler: 'x'.repeat(100_000) }));
    const forms = [{}, ...SENDERS.map((sender) => sender.headers(body, 'wrong', Date.now()))];
    const hooks = ['unknown', ...configuration.hooks.keys()];
    const hashed = [Hmac, Hash].map(({ prototype }) => vi.spyOn(prototype, 'update'));
    const take = webhookWith();
    const times: Record<string, readonly number[]> = {};
    for (const hook of hooks) {
      for (const [index, headers] of forms.entries()) {
        for (const spy of hashed) spy.mockClear();
        expect((await take(request(hook, headers, body))).status).toBe(401);
        const bodies = hashed.map((spy) => spy.mock.calls.filter(([data]) => data.length >= body.length).length);
        times[`${hook} ${index}`] = bodies;
      }
    }
    // Four secrets, tried among the cached ones and once more after a fresh read; no other digest of the body.
    expect(times).toEqual(Object.fromEntries(Object.keys(times).map((name) => [name, [8, 0]])));
    expect(Object.keys(times)).toHaveLength(9 * 6);
  });

  test('leaves no secret, signature or body in the log', async () => {
    const lines = recordLog();
    const canary = 'canary-93b1';
    const body = changed(githubPush, [['canary'], canary]);
    const take = webhookWith();
    for (const sender of SENDERS) {
      await take(request(sender.hook.name, { authorization: canary, cookie: canary, 'x-gitlab-token': canary }, body));
      await take(from(sender, body));
    }
    const token = SENDERS[2]!;
    await take(from(token));
    await received();
    const log = lines.join('\n');
    expect(log).toContain('delivery-not-verified');
    expect(log).toContain('"secret":0');
    for (const { secret } of [...SENDERS, { secret: canary }]) expect(log).not.toContain(secret);
    expect(log).not.toContain(github.headers(body, github.secret, 0)['x-hub-signature-256']!.slice(7));
  });
});

describe('a secret that was rotated while the old one is cached', () => {
  const name = `/pushlight/test/webhooks/${github.hook.name}`;
  afterEach(() => parameters.put(name, github.secret));

  test.each(SENDERS.map((sender) => [sender.hook.name, sender] as const))(
    'verifies a delivery of %s at once, since the webhook reads again',
    async (hook, sender) => {
      let now = Date.now();
      const take = webhookWith({ secrets: parameterSecrets('test', access(), () => now) });
      expect((await take(from(sender))).status).toBe(202);

      const secret = makeHookSecret(sender.hook, Buffer.alloc(32, 7));
      parameters.put(`/pushlight/test/webhooks/${hook}`, secret);
      now += 10_000;
      expect((await take(from(sender, BODIES[hook], secret))).status).toBe(202);
      expect((await take(from(sender))).status).toBe(401);
      parameters.put(`/pushlight/test/webhooks/${hook}`, sender.secret);
      await received();
    },
  );

  test('verifies nothing once it is removed from the store too', async () => {
    let now = Date.now();
    const take = webhookWith({ secrets: parameterSecrets('test', access(), () => now) });
    parameters.put(name, '');
    expect((await take(from(github))).status).toBe(401);
    parameters.put(name, github.secret);
    now += 10_000;
    expect((await take(from(github))).status).toBe(202);
    await received();
  });
});

describe('the content type and encoding of a request', () => {
  test.each([
    ['application/x-www-form-urlencoded', /application\/json/],
    ['text/plain', /application\/json/],
    ['', /application\/json/],
    ['application/jsonx', /application\/json/],
    ['application/json; charset=utf-16', /UTF-8/],
  ])('%j is refused with the type to set', async (type, detail) => {
    const { status, body } = await webhookWith()({
      ...from(github),
      headers: { ...from(github).headers, 'content-type': type },
    });
    expect(status).toBe(415);
    expect((JSON.parse(body) as { detail: string }).detail).toMatch(detail);
  });

  test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
    '%j is accepted',
    async (type) => {
      const signed = from(github);
      expect((await webhookWith()({ ...signed, headers: { ...signed.headers, 'content-type': type } })).status).toBe(
        202,
      );
      await received();
    },
  );

  test('an encoded body is refused', async () => {
    const signed = from(github);
    const encoded = { ...signed, headers: { ...signed.headers, 'content-encoding': 'gzip' } };
    expect((await webhookWith()(encoded)).status).toBe(415);
  });
});

describe('a verified delivery', () => {
  test('that is not an event gets 400 with the field that is wrong', async () => {
    const { status, body } = await webhookWith()(from(github, changed(githubPush, [['after'], 7])));
    expect(status).toBe(400);
    expect(JSON.parse(body)).toMatchObject({ title: 'Not an event', detail: expect.stringContaining('after') });
  });

  test('of a deleted ref, or for no project, gets 200 and queues nothing', async () => {
    const deleted = await webhookWith()(from(github, changed(githubPush, [['deleted'], true])));
    expect(deleted).toMatchObject({ status: 200, body: expect.stringContaining('was deleted') });
    const elsewhere = await webhookWith()(
      from(github, changed(githubPush, [['repository', 'full_name'], 'acme/other'])),
    );
    expect(elsewhere.status).toBe(200);
    expect(await received()).toEqual([]);
  });

  test('of several refs becomes one message per ref, each with its own ledger key', async () => {
    const bitbucket = SENDERS[3]!;
    const { push } = JSON.parse(BODIES['bitbucket']!.toString()) as { push: { changes: { new: object }[] } };
    const [first] = push.changes;
    const changes = [first, { ...first, new: { ...first!.new, name: 'another' } }];
    expect(
      (await webhookWith()(from(bitbucket, changed(BODIES['bitbucket']!, [['push', 'changes'], changes])))).status,
    ).toBe(202);
    const jobs = await received();
    const keys = jobs.map((each) => ('job' in each ? each.job.ledgerKey : ''));
    expect(new Set(keys).size).toBe(2);
  });

  test('keeps its ledger key under another delivery id if the body is signed and contains a time', async () => {
    const signed = from(github);
    const replayed = { ...from(github), headers: { ...signed.headers, 'x-github-delivery': randomUUID() } };
    const take = webhookWith();
    expect([(await take(signed)).status, (await take(replayed)).status]).toEqual([202, 202]);
    const keys = (await received()).map((each) => ('job' in each ? each.job.ledgerKey : ''));
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });
});

describe('a delivery that cannot be accepted', () => {
  test('by the queue gets 503 with Retry-After, and never 2xx without a message', async () => {
    const queue = sqsQueue(`${NOWHERE}/000000000000/${QUEUE}`, world.access);
    expect(await webhookWith({ queue })(from(github))).toMatchObject({ status: 503, headers: { 'retry-after': '30' } });
  });

  test('because of Parameter Store gets 503, even for an unknown hook', async () => {
    const secrets = parameterSecrets('test', access(NOWHERE));
    expect((await webhookWith({ secrets })(from(github))).status).toBe(503);
    expect((await webhookWith({ secrets })({ ...from(github), pathParameters: { hook: 'unknown' } })).status).toBe(503);
  });

  test('completely, since one message was not sent, gets 503 and is delivered again', async () => {
    const wanted = indexConfiguration({
      hooks: [github.hook],
      projects: ['one', 'two'].map((name) => ({ ...webProject, name, repository: repositories[0]! })),
    });
    const real = sqsQueue(world.queues.url(QUEUE), world.access);
    let sent: Promise<void> | undefined;
    const queue = {
      async send(message: globalThis.Parameters<typeof real.send>[0]) {
        if (message.body.includes('"project":"one"')) return (sent = real.send(message));
        await sent;
        throw new Error('The queue is full.');
      },
    };
    expect((await webhookWith({ configuration: wanted, queue })(from(github))).status).toBe(503);
    expect(await received()).toHaveLength(1);
  });
});
