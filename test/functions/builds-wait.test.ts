import { afterEach, expect, test } from 'vitest';
import { startApi, type Api, type Sent } from './start-api.ts';

let api: Api;
afterEach(() => api.stop());

const get = (path: string, sent: Sent = {}) => api.send('GET', path, sent);

async function started(): Promise<{ readonly id: string }> {
  const answer = await api.send('POST', '/projects/web/builds', { body: { ref: 'main' } });
  return (await answer.json()) as { readonly id: string };
}

/** Sleeps until the test lets it go on; each look at the row is one. */
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

test('a wait ends as soon as the row of the build changes', async () => {
  const { sleep, oneMore, wakeAll } = sleeper();
  api = await startApi({ sleep });
  const { id } = await started();
  const waits = oneMore();
  const waiting = get(`/builds/${id}?wait=20`);
  await waits;
  api.codeBuild.end(id, 'SUCCEEDED');
  const row = (await api.rows.read('web', 'build#000000000001'))!;
  await api.rows.advance('build#000000000001', { ...row, rank: 2, status: 'SUCCEEDED' });
  wakeAll();
  expect(await (await waiting).json()).toMatchObject({ status: 'SUCCEEDED' });
});

test('a wait ends when its seconds are over, and says that nothing has changed', async () => {
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

test('a wait is none where the build has ended, or is other than the caller knows', async () => {
  api = await startApi({ sleep: () => Promise.reject(new Error('waits')) });
  const { id } = await started();
  expect((await get(`/builds/${id}?wait=20`, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  api.codeBuild.end(id, 'SUCCEEDED');
  expect((await get(`/builds/${id}?wait=20`)).status).toBe(200);
});

test('the wait of a third request at once is answered now, and told when to ask again', async () => {
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

test.each(['21', '-1', '1.5', 'x', ''])('a wait of %j seconds is refused', async (wait) => {
  api = await startApi();
  const { id } = await started();
  expect((await get(`/builds/${id}?wait=${wait}`)).status).toBe(400);
});
