import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RANK } from '../../functions/core/builds/build-record.ts';
import { indexConfiguration } from '../../functions/core/configuration.ts';
import { HostTimeout } from '../../functions/core/statuses/host-timeout.ts';
import { writeStatusMessage, type StatusMessage } from '../../functions/core/statuses/status-message.ts';
import { report, type Ports } from '../../functions/report.ts';
import { recordLog } from './record-log.ts';
import { batchOf, CREDENTIAL, HOSTS, reportWorld } from './report-world.ts';
import { COMMIT, statusMessageOf } from './status-message-of.ts';

const [github, , gitlab] = HOSTS;
let lines: readonly string[];
beforeEach(() => {
  lines = recordLog();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const MINUTES = 120_000;
const bodyOf = (...message: Parameters<typeof statusMessageOf>) => writeStatusMessage(statusMessageOf(...message)).body;

/** @returns how many stay in the queue */
const run = async (ports: Ports, ...bodies: readonly string[]): Promise<number> =>
  (await report(ports)(batchOf(bodies), () => MINUTES)).batchItemFailures.length;

const logged = (event: string) =>
  lines.map((line) => JSON.parse(line) as { event: string; why?: string }).filter((line) => line.event === event);

const OTHER = { commit: 'b'.repeat(40) };
const queued: Partial<StatusMessage> = { state: 'queued', rank: RANK.queued, description: 'queued (#42)' };

describe('report', () => {
  test('sends a status once, however often its message comes', async () => {
    const world = reportWorld(github!);
    for (let times = 0; times < 3; times += 1) expect(await run(world.ports, bodyOf(), bodyOf())).toBe(0);
    expect(world.kept).toEqual(['success: passed in 3m 12s (#42)']);
    expect(world.calls).toEqual([`POST https://api.github.com/repos/acme/web/statuses/${COMMIT}`]);
  });

  test('of a batch, it sends the latest status of each context alone, ends first', async () => {
    const world = reportWorld(github!);
    const other = { context: 'pushlight/api' };
    await run(world.ports, bodyOf(queued, other), bodyOf(queued), bodyOf());
    expect(world.kept).toEqual(['success: passed in 3m 12s (#42)', 'pending: queued (#42)']);
  });

  test('a later build makes the status pending again, and an earlier build never changes it again', async () => {
    const world = reportWorld(github!);
    await run(world.ports, bodyOf());
    await run(world.ports, bodyOf({ ...queued, number: 43, description: 'queued (#43)' }));
    await run(world.ports, bodyOf({ state: 'failed', description: 'failed (#42)' }));
    await run(world.ports, bodyOf({ state: 'refused', number: 0, description: 'refused' }));
    expect(world.kept).toEqual(['success: passed in 3m 12s (#42)', 'pending: queued (#43)']);
  });

  test('“Not needed” never hides that a push of the same commit waits or was refused', async () => {
    const unbuilt = (state: StatusMessage['state'], rank: StatusMessage['rank'] = RANK.ended) =>
      bodyOf({ number: 0, rank, state, description: state });
    const world = reportWorld(github!);
    await run(world.ports, unbuilt('not needed'));
    await run(world.ports, unbuilt('waiting', RANK.queued));
    await run(world.ports, unbuilt('not needed'));
    await run(world.ports, unbuilt('refused'), unbuilt('not needed'));
    expect(world.kept).toEqual(['success: not needed', 'pending: waiting', 'error: refused']);
  });

  test('an end replaces “no longer followed”, which never replaces an end', async () => {
    const lost: Partial<StatusMessage> = { state: 'fault', rank: RANK.endedByEvent, description: 'no longer followed' };
    const world = reportWorld(github!);
    await run(world.ports, bodyOf(lost));
    await run(world.ports, bodyOf());
    await run(world.ports, bodyOf({ number: 43, rank: RANK.endedByEvent, description: 'passed (#43)' }));
    await run(world.ports, bodyOf({ ...lost, number: 43 }));
    expect(world.kept.slice(1)).toEqual(['success: passed in 3m 12s (#42)', 'success: passed (#43)']);
  });

  test('“running” is not sent if the host shows it like “queued”, and a confirmed end is not sent again', async () => {
    const world = reportWorld(github!);
    await run(world.ports, bodyOf(queued));
    await run(world.ports, bodyOf({ state: 'running', rank: RANK.running, description: 'running (#42)' }));
    await run(world.ports, bodyOf({ state: 'failed', rank: RANK.endedByEvent, description: 'failed (#42)' }));
    await run(world.ports, bodyOf({ state: 'timed out', description: 'timed out (#42)' }));
    expect(world.kept).toEqual(['pending: queued (#42)', 'failure: failed (#42)']);
    await run(
      world.ports,
      bodyOf({ number: 43, state: 'failed', rank: RANK.endedByEvent, description: 'failed (#43)' }),
    );
    await run(world.ports, bodyOf({ number: 43, state: 'fault', description: 'fault (#43)' }));
    expect(world.kept.slice(2)).toEqual(['failure: failed (#43)', 'error: fault (#43)']);
  });

  test.each([
    ['', 'no JSON'],
    ['null', 'null'],
    [JSON.stringify({ v: 1 }), 'nothing else'],
    [JSON.stringify({ ...statusMessageOf(), state: 'green' }), 'an unknown state'],
    [JSON.stringify({ ...statusMessageOf(), number: -1 }), 'a negative number'],
    [JSON.stringify(statusMessageOf({}, { commit: '../../../user' })), 'a commit that is none'],
    [JSON.stringify(statusMessageOf({}, { fullName: 'acme/../../user' })), 'a name that leads elsewhere'],
    [JSON.stringify(statusMessageOf({}, { fullName: '' })), 'no name'],
  ])('%j (%s) goes to the dead-letter queue, and nothing to the host', async (body) => {
    const world = reportWorld(github!);
    expect(await run(world.ports, body)).toBe(0);
    expect(world.deadLetters).toEqual([body]);
    expect(world.calls).toEqual([]);
  });

  test('a message of a later version stays in the queue until a function can read it', async () => {
    const world = reportWorld(github!);
    expect(await run(world.ports, JSON.stringify({ v: 2 }), bodyOf())).toBe(1);
    expect(world.kept).toHaveLength(1);
  });

  test('calls only the host of the hook, whatever the message contains', async () => {
    const world = reportWorld(github!);
    await run(world.ports, bodyOf({}, { host: 'evil.example' }));
    expect(world.calls).toEqual([]);
    expect(logged('status-refused')[0]?.why).toContain('evil.example');
  });

  test('waits for a hook that a deployment may still add, then gives up', async () => {
    const world = reportWorld(github!);
    const ports = { ...world.ports, configuration: indexConfiguration({ hooks: [], projects: [] }) };
    expect(await run(ports, bodyOf())).toBe(1);
    const late = batchOf([bodyOf()]);
    late.Records[0]!.attributes.ApproximateReceiveCount = '9';
    expect((await report(ports)(late, () => MINUTES)).batchItemFailures).toEqual([]);
    expect(world.deadLetters).toHaveLength(1);
  });

  test('a refused credential is logged once, not tried again for a while, and its messages are kept', async () => {
    let now = 0;
    const world = reportWorld(github!, { now: () => now });
    const ports = { ...world.ports, credentials: { ofHook: async () => 'wrong' } };
    for (const number of [1, 2, 3]) await run(ports, bodyOf({ number }));
    expect(world.calls).toHaveLength(1);
    expect(world.deadLetters).toHaveLength(3);
    now = 6 * 60_000;
    await run(ports, bodyOf({ number: 4 }));
    expect(world.calls).toHaveLength(2);
    expect(logged('status-not-allowed')).toHaveLength(1);
    // Redriven, when somebody has corrected it.
    now = 12 * 60_000;
    for (const body of world.deadLetters) await run(world.ports, body);
    expect(world.kept).toHaveLength(4);
  });

  test('a credential that was corrected is used at once', async () => {
    const world = reportWorld(github!);
    let credential: string | undefined = 'wrong';
    const ports = { ...world.ports, credentials: { ofHook: async () => credential } };
    for (const number of [1, 2]) await run(ports, bodyOf({ number }));
    credential = undefined;
    for (const number of [3, 4]) await run(ports, bodyOf({ number }));
    expect(world.deadLetters).toHaveLength(4);
    credential = CREDENTIAL;
    await run(ports, bodyOf({ number: 5 }));
    expect(world.kept).toHaveLength(1);
  });

  test.each([403, 404])(
    'a refusal (%d) of one commit does not silence its repository, but those of two do',
    async (status) => {
      const world = reportWorld(github!);
      let calls = 0;
      const closed = new Set(['1', '2', '3', '4']);
      const hosts: Ports['hosts'] = {
        async call(base, request, authorization) {
          calls += 1;
          return closed.has(request.path.at(-1)!)
            ? { status, headers: {}, body: { message: 'Not Found' } }
            : world.ports.hosts.call(base, request, authorization);
        },
      };
      const send = (end: string, fullName = 'acme/web') =>
        run({ ...world.ports, hosts }, bodyOf({}, { commit: end.repeat(40), fullName }));
      await send('1');
      await send('a');
      expect(world.kept).toHaveLength(1);
      await send('2');
      await send('b');
      expect(world.kept).toHaveLength(2);
      await send('4');
      await send('3');
      expect(calls).toBe(6);
      await send('c');
      expect(calls).toBe(6);
      await send('c', 'acme/api');
      expect(world.kept).toHaveLength(3);
      expect(world.deadLetters).toHaveLength(5);
    },
  );

  test('a fork that is closed to the credential is noted once, and delays nothing', async () => {
    const world = reportWorld(gitlab!, { allows: (repository) => repository === '7' });
    const at = { host: 'gitlab.com' };
    for (const [index, repositoryId] of ['98', '99', '99'].entries()) {
      const commit = String(index).repeat(40);
      await run(world.ports, bodyOf({}, { ...at, repositoryId, commit, fork: true }));
    }
    await run(world.ports, bodyOf({}, at));
    expect(world.kept).toEqual(['success: passed in 3m 12s (#42)']);
    expect(world.deadLetters).toEqual([]);
    expect(logged('status-not-in-fork')).toHaveLength(1);
    expect(logged('status-not-allowed')).toHaveLength(0);
  });

  test('a commit is shown both in the fork and in the repository that it was merged into', async () => {
    const world = reportWorld(gitlab!);
    const at = { host: 'gitlab.com' };
    await run(world.ports, bodyOf({ number: 2 }, { ...at, repositoryId: '99', fork: true }));
    await run(world.ports, bodyOf({ number: 1 }, at));
    for (const repository of ['7', '99']) expect(world.statuses.of('gitlab.com', repository, COMMIT)).toHaveLength(1);
  });

  test('GitLab shows the end of each ref’s build, though another ref has the commit', async () => {
    const world = reportWorld(gitlab!);
    const at = { host: 'gitlab.com' };
    const tag = { ...at, ref: 'refs/tags/v1' };
    await run(world.ports, bodyOf({ ...queued, number: 1 }, at));
    await run(world.ports, bodyOf({ ...queued, number: 2 }, tag), bodyOf({ number: 1 }, at));
    await run(world.ports, bodyOf({ number: 2 }, tag));
    const shown = world.statuses.of('gitlab.com', '7', COMMIT).map(({ ref, state }) => `${ref} ${state}`);
    expect(shown.toSorted()).toEqual(['main success', 'v1 success']);
    expect(world.deadLetters).toEqual([]);
  });

  test('GitLab gets a status without its pipeline if that no longer exists', async () => {
    const world = reportWorld(gitlab!);
    const at = { host: 'gitlab.com' };
    await run(world.ports, bodyOf(queued, at));
    const [kept] = world.statuses.of('gitlab.com', '7', COMMIT);
    world.statuses.change(kept!, { pipelineId: 1, state: 'canceled' });
    await run(world.ports, bodyOf({}, at));
    expect(world.kept.at(-1)).toBe('success: passed in 3m 12s (#42)');
  });

  test('a commit, reference or pipeline that is missing is refused, and its repository is not silenced', async () => {
    const world = reportWorld(gitlab!);
    const messages = ['404 Commit Not Found', '404 Reference Not Found', '404 Pipeline Not Found'];
    for (const [index, message] of messages.entries()) {
      const hosts: Ports['hosts'] = { call: async () => ({ status: 404, headers: {}, body: { message } }) };
      const commit = String(index).repeat(40);
      await run({ ...world.ports, hosts }, bodyOf({}, { host: 'gitlab.com', commit }));
    }
    await run(world.ports, bodyOf({}, { host: 'gitlab.com' }));
    expect(world.kept).toHaveLength(1);
    expect(world.deadLetters).toEqual([]);
    expect(logged('status-refused').map(({ why }) => why)).toEqual(
      messages.map((message) => `The host responded with status 404: ${message}`),
    );
  });

  test('a host that does not respond in time is left alone for half a minute', async () => {
    let now = 0;
    const world = reportWorld(github!, { now: () => now });
    const hosts: Ports['hosts'] = { call: () => Promise.reject(new HostTimeout('It did not respond.')) };
    await run({ ...world.ports, hosts }, bodyOf());
    now = 10_000;
    expect(await run(world.ports, bodyOf({}, OTHER))).toBe(1);
    expect(world.hidden).toEqual([2, 20]);
    now = 30_000;
    expect(await run(world.ports, bodyOf({}, OTHER))).toBe(0);
  });

  test('a message that cannot be moved to the dead-letter queue stays, and no other one with it', async () => {
    const world = reportWorld(github!);
    const ports = { ...world.ports, deadLetters: { send: () => Promise.reject(new Error('SQS is down.')) } };
    expect(await run(ports, 'no JSON', bodyOf())).toBe(1);
    expect(await run({ ...ports, credentials: { ofHook: async () => undefined } }, bodyOf({ number: 43 }))).toBe(1);
    expect(world.kept).toHaveLength(1);
  });

  test('the reason of a host is logged as one short line, without the credential', async () => {
    const reasons: readonly [body: unknown, why: string][] = [
      [
        { message: 'Validation Failed', errors: [{ message: 'No commit found' }] },
        ': Validation Failed; No commit found',
      ],
      [{ message: { name: ['is too long'] } }, ': {"name":["is too long"]}'],
      [{ error: { message: 'Bad\u001b[31m key\nforged' } }, ': Bad [31m key forged'],
      [{ message: 'x'.repeat(5000) }, `: ${'x'.repeat(203)}…`],
      [{ message: `Bad token ${CREDENTIAL}` }, '.'],
      [{ message: 'Denied', errors: [{ message: `Bearer ${CREDENTIAL}` }] }, '.'],
      ['<html>', '.'],
      [null, '.'],
    ];
    const world = reportWorld(github!);
    for (const [number, [body]] of reasons.entries()) {
      const hosts: Ports['hosts'] = {
        call: async () => ({ status: 422, headers: { 'x-oauth-scopes': CREDENTIAL }, body }),
      };
      await run({ ...world.ports, hosts }, bodyOf({ number: number + 1 }));
    }
    expect(logged('status-refused').map(({ why }) => why)).toEqual(
      reasons.map(([, why]) => `The host responded with status 422${why}`),
    );
    const accepting: Ports['hosts'] = {
      call: async () => ({ status: 201, headers: { 'x-oauth-scopes': `repo, ${CREDENTIAL}` }, body: {} }),
    };
    await run({ ...world.ports, hosts: accepting }, bodyOf({ number: 50 }));
    const basic = reportWorld(HOSTS[3]!);
    const password = 'jane@acme.io:secret';
    const encoded = Buffer.from(password).toString('base64');
    for (const [number, text] of [password, encoded].entries()) {
      const hosts: Ports['hosts'] = { call: async () => ({ status: 400, headers: {}, body: { message: text } }) };
      const ports = { ...basic.ports, hosts, credentials: { ofHook: async () => password } };
      await run(ports, bodyOf({ number: number + 1 }, { host: 'bitbucket.org' }));
    }
    const text = lines.join('\n');
    for (const secret of [CREDENTIAL, password, encoded]) expect(text).not.toContain(secret);
  });

  test('a credential that was replaced in this minute is read again', async () => {
    const world = reportWorld(github!);
    const ofHook: Ports['credentials']['ofHook'] = async (_, options) => (options?.fresh ? CREDENTIAL : 'old');
    await run({ ...world.ports, credentials: { ofHook } }, bodyOf());
    expect(world.kept).toHaveLength(1);
  });

  test('without a credential, nothing is sent and the message is kept', async () => {
    const world = reportWorld(github!);
    await run({ ...world.ports, credentials: { ofHook: async () => undefined } }, bodyOf());
    expect(world.calls).toEqual([]);
    expect(world.deadLetters).toHaveLength(1);
  });

  test('a host that asks to wait is left alone until then', async () => {
    let now = 0;
    let calls = 0;
    const world = reportWorld(github!, { now: () => now });
    const hosts: Ports['hosts'] = {
      async call(...call) {
        calls += 1;
        return calls === 1
          ? { status: 429, headers: { 'retry-after': '90' }, body: undefined }
          : world.ports.hosts.call(...call);
      },
    };
    const ports = { ...world.ports, hosts };
    expect(await run(ports, bodyOf())).toBe(1);
    now = 30_000;
    expect(await run(ports, bodyOf({}, { context: 'pushlight/api' }))).toBe(1);
    expect(world.hidden).toEqual([90, 60]);
    expect(calls).toBe(1);
    now = 90_000;
    expect(await run(ports, bodyOf())).toBe(0);
    expect(world.kept).toHaveLength(1);
  });

  test.each(['0', '1', '5'])(
    'a host that asks for %s seconds, again and again, gets the status for hours',
    async (seconds) => {
      let now = 0;
      const world = reportWorld(github!, { now: () => now });
      const hosts: Ports['hosts'] = {
        call: async () => ({ status: 503, headers: { 'retry-after': seconds }, body: undefined }),
      };
      for (let receives = 1; receives <= 100; receives += 1) {
        const batch = batchOf([bodyOf()]);
        batch.Records[0]!.attributes.ApproximateReceiveCount = String(receives);
        await report({ ...world.ports, hosts })(batch, () => MINUTES);
        now += world.hidden.at(-1)! * 1000;
      }
      expect(now).toBeGreaterThan(7 * 3600_000);
    },
  );

  test.each([
    [{ 'retry-after': '99999999' }, 3600],
    [{ 'ratelimit-remaining': '0', 'ratelimit-reset': '99999999999' }, 3600],
    [{ 'retry-after': 'Sat, 28 Nov 2099 12:00:30 GMT' }, 3600],
    [{ 'retry-after': '3599' }, 3599],
  ])(
    'a host that asks to wait with %j is asked again after %d seconds, also by other commits',
    async (headers, end) => {
      let now = 0;
      const world = reportWorld(github!, { now: () => now });
      const hosts: Ports['hosts'] = { call: async () => ({ status: 429, headers: { ...headers }, body: undefined }) };
      await run({ ...world.ports, hosts }, bodyOf());
      now = 1000;
      await run(world.ports, bodyOf({}, OTHER));
      expect(world.hidden).toEqual([end, end - 1]);
      now = end * 1000;
      await run(world.ports, bodyOf({}, OTHER));
      expect(world.kept).toHaveLength(1);
    },
  );

  test('a shorter wait of one status does not end the longer wait of another', async () => {
    let now = 0;
    const world = reportWorld(github!, { now: () => now });
    const waits = ['90', '5'];
    const hosts: Ports['hosts'] = {
      call: async () => ({ status: 429, headers: { 'retry-after': waits.shift()! }, body: undefined }),
    };
    const both = { Records: [...batchOf([bodyOf()], 'a').Records, ...batchOf([bodyOf({}, OTHER)], 'b').Records] };
    await report({ ...world.ports, hosts })(both, () => MINUTES);
    now = 30_000;
    await run(world.ports, bodyOf());
    expect(world.hidden.at(-1)).toBe(60);
    expect(world.kept).toEqual([]);
  });

  test('the wait that a host asks for when a status is read back is honoured as well', async () => {
    let now = 0;
    const world = reportWorld(github!, { now: () => now });
    const failing: Ports['hosts'] = { call: () => Promise.reject(new Error('The connection was lost.')) };
    await run({ ...world.ports, hosts: failing }, bodyOf());
    const limiting: Ports['hosts'] = {
      call: async (_, { method }) =>
        method === 'GET'
          ? { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1800' }, body: undefined }
          : { status: 500, headers: {}, body: undefined },
    };
    await run({ ...world.ports, hosts: limiting }, bodyOf());
    expect(world.hidden.at(-1)).toBe(1800);
    now = 60_000;
    await run(world.ports, bodyOf({}, OTHER));
    expect(world.hidden.at(-1)).toBe(1740);
    expect(world.kept).toEqual([]);
  });

  test('github.com gets at most 180 statuses a minute, and ends do not wait for other states', async () => {
    const world = reportWorld(github!);
    const commits = Array.from({ length: 300 }, (_, index) => index.toString(16).padStart(40, '0'));
    const repositoryOf = (index: number) => `acme/${index % 3}`;
    for (const [index, commit] of commits.entries()) {
      await run(world.ports, bodyOf(queued, { commit, fullName: repositoryOf(index) }));
    }
    expect(world.kept).toHaveLength(90);
    expect(world.hidden.every((seconds) => seconds === 60)).toBe(true);
    await run(world.ports, bodyOf({}, { commit: commits[0]!, fullName: repositoryOf(0) }));
    expect(world.kept).toHaveLength(91);
  });

  test('one repository does not starve the others', async () => {
    const world = reportWorld(github!);
    for (let number = 1; number <= 200; number += 1) await run(world.ports, bodyOf({ number }));
    const before = world.kept.length;
    await run(world.ports, bodyOf({}, { fullName: 'acme/other' }));
    expect(world.kept).toHaveLength(before + 1);
  });

  test('a commit that accepts no more statuses is left alone', async () => {
    const world = reportWorld(github!);
    let calls = 0;
    const body = { errors: [{ message: 'This SHA and context has reached the maximum number of statuses.' }] };
    const hosts: Ports['hosts'] = {
      async call() {
        calls += 1;
        return { status: 422, headers: {}, body };
      },
    };
    for (const number of [1, 2, 3]) expect(await run({ ...world.ports, hosts }, bodyOf({ number }))).toBe(0);
    expect(calls).toBe(1);
    expect(logged('status-refused')).toHaveLength(1);
  });

  test('near its time limit, it starts nothing more', async () => {
    const world = reportWorld(github!);
    const { batchItemFailures } = await report(world.ports)(batchOf([bodyOf()]), () => 1000);
    expect(batchItemFailures).toHaveLength(1);
    expect(world.calls).toEqual([]);
  });

  test('reports once that a token allows more than statuses', async () => {
    const world = reportWorld(github!);
    const hosts: Ports['hosts'] = {
      async call(...call) {
        return { ...(await world.ports.hosts.call(...call)), headers: { 'x-oauth-scopes': 'repo, user' } };
      },
    };
    for (const number of [1, 2]) await run({ ...world.ports, hosts }, bodyOf({ number }));
    expect(logged('credential-allows-more')).toEqual([expect.objectContaining({ scopes: 'repo, user' })]);
  });

  test('no log line and no message contains the credential', async () => {
    for (const host of HOSTS) {
      const world = reportWorld(host, { inject: () => (Math.floor(lines.length / 2) % 2 === 0 ? 'none' : 'after') });
      for (const number of [1, 2, 3, 4]) await run(world.ports, bodyOf({ number }, { host: host[2] }));
      expect([...lines, ...world.deadLetters, ...world.kept, ...world.calls].join('\n')).not.toContain(CREDENTIAL);
    }
    expect(lines.length).toBeGreaterThan(10);
  });
});
