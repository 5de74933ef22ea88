import { afterEach, expect, test } from 'vitest';
import { waitInTurn } from '../../functions/core/api/wait-in-turn.ts';
import type { Waits } from '../../functions/core/api/api-ports.ts';
import { startApi, type Api, type Sent } from './start-api.ts';

let api: Api;
afterEach(() => api.stop());

const get = (path: string, sent: Sent = {}) => api.send('GET', path, sent);

async function started(): Promise<{ readonly id: string }> {
  const response = await api.send('POST', '/projects/web/builds', { body: { ref: 'main' } });
  return (await response.json()) as { readonly id: string };
}

/** Sleeps until the test wakes it; there is one sleep for each look at the row. */
function sleeper() {
  const sleeping: (() => void)[] = [];
  const asleep: (() => void)[] = [];
  return {
    sleep: () =>
      new Promise<void>((resolve) => {
        sleeping.push(resolve);
        asleep.shift()?.();
      }),
    oneMore: () => new Promise<void>((resolve) => void asleep.push(resolve)),
    wakeAll: () => sleeping.splice(0).forEach((wake) => wake()),
  };
}

test("a wait ends as soon as the build's row changes", async () => {
  const { sleep, oneMore, wakeAll } = sleeper();
  api = await startApi({ sleep });
  const { id } = await started();
  const waits = oneMore();
  const waiting = get(`/builds/${id}?wait=20`);
  await waits;
  api.codeBuild.end(id, 'SUCCEEDED');
  const row = (await api.rows.readBuild('web', 1))!;
  await api.rows.advanceBuild({ ...row, rank: 2, status: 'SUCCEEDED' });
  wakeAll();
  expect(await (await waiting).json()).toMatchObject({ status: 'SUCCEEDED' });
});

test('a wait ends after its seconds, and reports that nothing has changed', async () => {
  let now = Date.now();
  api = await startApi({
    now: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds;
    },
  });
  const { id } = await started();
  const before = now;
  const etag = (await get(`/builds/${id}`)).headers.get('etag') ?? '';
  expect((await get(`/builds/${id}?wait=20`)).status).toBe(200);
  expect(now - before).toBe(20_000);
  expect((await get(`/builds/${id}?wait=20`, { headers: { 'if-none-match': etag } })).status).toBe(304);
});

test('there is no wait if the build has ended or differs from what the caller knows', async () => {
  api = await startApi({ sleep: () => Promise.reject(new Error('waits')) });
  const { id } = await started();
  expect((await get(`/builds/${id}?wait=20`, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  api.codeBuild.end(id, 'SUCCEEDED');
  expect((await get(`/builds/${id}?wait=20`)).status).toBe(200);
});

test('a third simultaneous wait ends at once and specifies when to ask again', async () => {
  const { sleep, oneMore, wakeAll } = sleeper();
  let now = Date.now();
  api = await startApi({ sleep, now: () => now });
  const { id } = await started();
  const waits = [oneMore(), oneMore()];
  const waiting = [get(`/builds/${id}?wait=20`), get(`/builds/${id}?wait=20`)];
  await Promise.all(waits);
  const third = await get(`/builds/${id}?wait=20`);
  expect([third.status, third.headers.get('retry-after')]).toEqual([200, '1']);
  now += 20_000;
  wakeAll();
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200]);
});

/** The immediate response when there is no place to wait. */
const immediateResponse = async (response: Promise<Response>) => {
  const { status, headers } = await response;
  return [status, headers.get('retry-after')];
};

test('of twenty followers, five wait, however many instances there are, and the API keeps responding', async () => {
  const { sleep, oneMore, wakeAll } = sleeper();
  let now = Date.now();
  api = await startApi({ sleep, now: () => now }, 'each');
  const { id } = await started();
  const tokens = Array.from({ length: 10 }, () => api.newToken());
  const follow = (token: string) => get(`/builds/${id}?wait=20`, { token });
  const waiting: Promise<Response>[] = [];
  for (const token of tokens.slice(0, 5)) {
    const waits = oneMore();
    waiting.push(follow(token));
    await waits;
  }
  const others = [...tokens.slice(5), ...tokens];
  expect(await Promise.all(others.map((token) => immediateResponse(follow(token))))).toEqual(
    others.map(() => [200, '5']),
  );
  expect((await api.send('POST', '/projects/web/builds', { body: { ref: 'main' } })).status).toBe(201);
  now += 20_000;
  wakeAll();
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  const waits = oneMore();
  const next = follow(tokens[9]!);
  await waits;
  now += 20_000;
  wakeAll();
  expect((await next).status).toBe(200);
});

test('of followers that arrive at the same moment, no more than five wait, and each gets a response', async () => {
  let [waiting, responded, now] = [0, 0, Date.now()];
  let [settle, wakeAll] = [() => {}, () => {}];
  const settled = new Promise<void>((resolve) => (settle = resolve));
  const woken = new Promise<void>((resolve) => (wakeAll = resolve));
  const sleep = async () => {
    waiting += 1;
    if (waiting + responded === 20) settle();
    await woken;
  };
  api = await startApi({ sleep, now: () => now }, 'each');
  const { id } = await started();
  const statuses = Array.from({ length: 20 }, async () => {
    const response = await get(`/builds/${id}?wait=20`, { token: api.newToken() });
    responded += 1;
    if (waiting + responded === 20) settle();
    return response.status;
  });
  await settled;
  expect(waiting).toBeGreaterThan(0);
  expect(waiting).toBeLessThanOrEqual(5);
  now += 20_000;
  wakeAll();
  expect(new Set(await Promise.all(statuses))).toEqual(new Set([200]));
});

test('a wait that crashed keeps its place until its time is over', async () => {
  let now = Date.now();
  api = await startApi({
    now: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds;
    },
  });
  const { id } = await started();
  const crashed = Array.from({ length: 5 }, (_, n) => ({ id: `crashed ${n}`, caller: String(n), until: now + 9000 }));
  await api.waits.write({ waits: crashed, version: 'one' }, await api.waits.read());
  expect(await immediateResponse(get(`/builds/${id}?wait=20`))).toEqual([200, '5']);
  now += 9000;
  expect(await immediateResponse(get(`/builds/${id}?wait=20`))).toEqual([200, null]);
});

test('a list of waits that others have changed is read again', async () => {
  let now = Date.now();
  api = await startApi();
  const { waits } = api;
  await waits.write({ waits: [], version: 'one' }, await waits.read());
  const known = await waits.read();
  expect(await waits.write({ waits: [], version: 'two' }, known)).toBe(true);
  expect(await waits.write({ waits: [], version: 'three' }, known)).toBe(false);
  expect(await waits.write({ waits: [], version: 'three' }, { waits: [], version: undefined })).toBe(false);
  let writes = 0;
  const contended = {
    read: () => waits.read(),
    write: async (...given: Parameters<Waits['write']>) => (writes += 1) % 2 === 0 && waits.write(...given),
  };
  const changed: number[] = [];
  const waited = waitInTurn('a', 1000, async () => void changed.push((await waits.read()).waits.length), {
    ...api,
    waits: contended,
    now: () => (now += 1),
    newOwner: () => `version ${now}`,
    onError: () => {},
  });
  expect(await waited).toBeUndefined();
  expect([changed, (await waits.read()).waits]).toEqual([[1], []]);
});

test('while the list of waits is unavailable, a build is still read, but without waiting', async () => {
  const away = () => Promise.reject(new Error('the table is away'));
  api = await startApi({ waits: { read: away, write: away }, sleep: () => Promise.reject(new Error('waits')) });
  const { id } = await started();
  expect(await immediateResponse(get(`/builds/${id}?wait=20`))).toEqual([200, '1']);
  expect(api.errors).toEqual(['wait-not-begun: Error: the table is away']);
});

test.each(['21', '-1', '1.5', 'x', ''])('a wait of %j seconds is refused', async (wait) => {
  api = await startApi();
  const { id } = await started();
  expect((await get(`/builds/${id}?wait=${wait}`)).status).toBe(400);
});
