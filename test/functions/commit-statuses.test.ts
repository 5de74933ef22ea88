import { randomUUID } from 'node:crypto';
import type { SQSRecord } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sqsQueue } from '../../functions/adapters/queue.ts';
import { BUILD_VARIABLES } from '../../functions/core/builds/build-variables.ts';
import { indexConfiguration, type Project } from '../../functions/core/configuration.ts';
import { makeJob, writeMessage, type Job } from '../../functions/core/start/job.ts';
import { LAST_RECEIVE } from '../../functions/core/start/retry-delay.ts';
import { OLDEST_JOB } from '../../functions/core/start/ledger.ts';
import { readStatusMessage, type StatusMessage } from '../../functions/core/statuses/status-message.ts';
import { compareStatuses } from '../../functions/core/statuses/status-order.ts';
import { reconcileProjects } from '../../functions/reconcile.ts';
import { status } from '../../functions/status.ts';
import { trigger } from '../../functions/trigger.ts';
import { webhook } from '../../functions/webhook.ts';
import { githubPayloads } from './core/providers/github-examples.ts';
import { SENDERS } from './core/providers/senders.ts';
import { pushEvent } from './push-event.ts';
import { recordLog } from './record-log.ts';
import { startApi } from './start-api.ts';
import { startWorld, webProject, type World } from './start-world.ts';
import { stateChange } from './state-change.ts';

const hook = { name: 'github', provider: 'github', host: 'github.com', credential: 'token' } as const;
const configured = (projects: readonly Project[] = [webProject], changes: object = {}) =>
  indexConfiguration({ hooks: [{ ...hook, ...changes }], projects });
const commit = pushEvent().commit!;
const other = 'c'.repeat(40);

let world: World;
let configuration = configured();
let now = Date.now();
beforeEach(async () => {
  world = await startWorld();
  configuration = configured();
  now = Date.now();
  recordLog();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await world.stop();
});

const queue = (name: string) => sqsQueue(world.queues.url(name), world.access);
const ports = () => ({
  ...world,
  configuration,
  received: queue(world.queues.deliveries),
  deadLetters: queue(world.queues.deadLetters),
  now: () => now,
  newOwner: randomUUID,
  pagesUrl: 'https://ci.example.com',
});

type Changes = Parameters<typeof pushEvent>[0];

function jobOf(changes: Changes = {}, receivedAt = now): Job {
  const origin = { hook: 'github', deliveryId: randomUUID(), receivedAt, identity: randomUUID() };
  return makeJob({ ...pushEvent(changes), ...changes }, 'web', origin, 'Filter group 1 passed.');
}

/** Gives the jobs to `trigger` in one batch. */
function give(jobs: readonly Job[], receives = 1) {
  const records = jobs.map((job) => {
    const { body, groupId } = writeMessage(job, randomUUID());
    const attributes = { ApproximateReceiveCount: String(receives), MessageGroupId: groupId };
    return { messageId: randomUUID(), receiptHandle: 'none', body, attributes } as unknown as SQSRecord;
  });
  return trigger(ports())({ Records: records });
}

const push = (changes?: Changes, receivedAt?: number) => give([jobOf(changes, receivedAt)]);

const newest = () => world.codeBuild.started[0]!;
const observe = (buildId = newest().id, detail: object = {}) => status(ports())(stateChange(buildId, {}, detail));
const reconcile = () => reconcileProjects(ports())(() => 60_000);

/** The messages in the queue of `report`, which are then no longer there. */
async function receive(): Promise<readonly StatusMessage[]> {
  const received: StatusMessage[] = [];
  for (;;) {
    const messages = await world.queues.receive(world.queues.commitStatuses);
    if (messages.length === 0) return received;
    for (const { body, receiptHandle } of messages) {
      const read = readStatusMessage(body);
      if (!('message' in read)) throw new Error(JSON.stringify(read));
      received.push(read.message);
      world.queues.removeFrom(world.queues.commitStatuses, receiptHandle);
    }
  }
}

const sent = async (): Promise<readonly string[]> =>
  (await receive()).map(
    ({ target, number, rank, description }) =>
      `${target.commit.slice(0, 7)} ${target.context} ${number}.${rank} ${description}`,
  );

const githubPush = () =>
  Buffer.from(JSON.stringify(githubPayloads('push').find((each) => 'ref' in each && each.ref === 'refs/heads/master')));

const of = (text: string, sha = commit): string => `${sha.slice(0, 7)} pushlight/web ${text}`;

test.each<[string, Partial<Project>]>([
  ['https://acme.io/ci', { link: 'https://acme.io/ci', pages: 'public' }],
  ['https://ci.example.com/projects/web/builds/1', { pages: 'public' }],
  ['https://us-east-1.console.aws.amazon.com/codesuite/', {}],
])('a status leads to %s for a project with %j', async (url, changes) => {
  configuration = configured([{ ...webProject, ...changes }]);
  await push();
  world.codeBuild.end(newest().id, 'FAILED');
  await observe();
  const urls = (await receive()).map((message) => message.url);
  expect(urls).toEqual([expect.stringContaining(url), expect.stringContaining(url)]);
});

describe('the commit of a build', () => {
  test('hears that it is queued, and how it ended', async () => {
    await push();
    expect(await sent()).toEqual([of('1.0 queued (#1)')]);
    world.codeBuild.end(newest().id, 'SUCCEEDED');
    await observe();
    expect(await sent()).toEqual([expect.stringMatching(/ 1\.3 passed in \d\.\ds \(#1\)$/)]);
  });

  test('hears of an end once, by whichever event or run comes first', async () => {
    await push();
    await sent();
    world.codeBuild.end(newest().id, 'FAILED');
    await reconcile();
    expect(await sent()).toEqual([of('1.3 failed (#1)')]);
    await observe();
    await reconcile();
    expect(await sent()).toEqual([]);
  });

  test('hears again where the row was not written after it', async () => {
    await push();
    await sent();
    world.codeBuild.end(newest().id, 'STOPPED');
    const rows = { ...world.rows, advanceNewest: () => Promise.reject(new Error('the table is down')) };
    await expect(status({ ...ports(), rows })(stateChange(newest().id))).rejects.toThrow('down');
    expect(await sent()).toHaveLength(1);
    expect(await world.rows.readBuild('web', 1)).toMatchObject({ rank: 0 });
  });

  test('hears of a retry as of another build', async () => {
    await push();
    world.codeBuild.end(newest().id, 'FAILED');
    await observe();
    await sent();
    await world.builds.retry(newest().id, 'retry');
    await reconcile();
    expect(await sent()).toEqual([of('2.0 queued (#2)')]);
  });

  test.each([
    ['without a marker', `refs/heads/main^{${commit}}`, undefined],
    ['whose marker names no start', `refs/heads/main^{${commit}}`, 'f'.repeat(64)],
    ['of another commit, with a copied marker', `refs/heads/main^{${other}}`, 'copied'],
    ['of a branch, with copied variables', 'refs/heads/other', 'copied'],
    ['of the default branch or another source, with copied variables', undefined, 'copied'],
  ])('does not hear of a build from the console %s', async (_, sourceVersion, marker) => {
    await push();
    await sent();
    const variables = newest().environment.environmentVariables.flatMap(({ name, value }) =>
      name !== BUILD_VARIABLES.marker || marker === 'copied'
        ? { name, value }
        : marker === undefined
          ? []
          : { name, value: marker },
    );
    const build = await world.builds.start({
      project: 'web',
      ...(sourceVersion !== undefined && { sourceVersion }),
      environmentVariables: variables,
      idempotencyToken: 'console',
    });
    const environment = { 'environment-variables': variables };
    const more = { 'build-number': 2, 'source-version': sourceVersion, environment, phases: [] };
    await observe(build.id, {
      'build-status': 'IN_PROGRESS',
      'current-phase': 'BUILD',
      'additional-information': more,
    });
    world.codeBuild.end(build.id, 'SUCCEEDED');
    await observe(build.id, { 'additional-information': { 'build-number': 2 } });
    await reconcile();
    expect(await sent()).toEqual([]);
  });

  test('hears of a build whose source is another repository, and of no other commit', async () => {
    configuration = configured([{ ...webProject, repositoryIsNotTheSource: true }]);
    await push();
    world.codeBuild.resolve(newest().id, other);
    world.codeBuild.end(newest().id, 'SUCCEEDED');
    await observe();
    expect(await sent()).toEqual([of('1.0 queued (#1)'), expect.stringContaining(of('1.3 passed'))]);
    await world.builds.retry(newest().id, 'retry');
    world.codeBuild.resolve(newest().id, other);
    await reconcile();
    expect(await sent()).toEqual([of('2.0 queued (#2)')]);
  });

  test('hears of a build whose source is another repository after its project has left the projects file', async () => {
    configuration = configured([{ ...webProject, repositoryIsNotTheSource: true }]);
    await push();
    await sent();
    configuration = configured([]);
    const variables = newest().environment.environmentVariables;
    const more = { 'build-number': 1, environment: { 'environment-variables': variables }, phases: [] };
    await observe(newest().id, { 'build-status': 'FAILED', 'additional-information': more });
    expect(await sent()).toEqual([of('1.2 failed (#1)')]);
  });

  test('hears nothing until CodeBuild has resolved the commit, and then of that build and its retries', async () => {
    await push({ commit: undefined as never, eventType: 'RELEASED', ref: 'refs/tags/v1', headRef: 'refs/tags/v1' });
    expect(await sent()).toEqual([]);
    world.codeBuild.resolve(newest().id, other);
    world.codeBuild.end(newest().id, 'SUCCEEDED');
    await observe();
    expect(await sent()).toEqual([expect.stringContaining(of('1.3 passed', other))]);
    await world.builds.retry(newest().id, 'retry');
    world.codeBuild.resolve(newest().id, other);
    await reconcile();
    expect(await sent()).toEqual([of('2.0 queued (#2)', other)]);
  });

  test('hears of its end by the event alone after its project has left the projects file', async () => {
    await push();
    await sent();
    configuration = configured([]);
    const variables = newest().environment.environmentVariables;
    const more = { 'build-number': 1, environment: { 'environment-variables': variables }, phases: [] };
    await observe(newest().id, { 'build-status': 'SUCCEEDED', 'additional-information': more });
    expect(await sent()).toEqual([of('1.2 passed (#1)')]);
  });

  test('stops waiting 44 hours after its project has left, if no event came', async () => {
    await push();
    await sent();
    configuration = configured([]);
    now += 43 * 3600_000;
    await reconcile();
    expect(await sent()).toEqual([]);
    now += 2 * 3600_000;
    await reconcile();
    await reconcile();
    expect(await sent()).toEqual([of('1.2 no longer followed (#1)')]);
  });

  test('keeps the end that only an event reported, although its row never ends', async () => {
    await push();
    configuration = configured([]);
    const variables = newest().environment.environmentVariables;
    const more = { 'build-number': 1, environment: { 'environment-variables': variables }, phases: [] };
    await observe(newest().id, { 'build-status': 'SUCCEEDED', 'additional-information': more });
    now += 45 * 3600_000;
    await reconcile();
    const [, end, lost] = await receive();
    expect([end?.state, lost?.state]).toEqual(['succeeded', 'fault']);
    expect(compareStatuses(lost!, end!)).toBe(0);
  });

  test('stops waiting for a build that CodeBuild no longer knows', async () => {
    await push();
    await sent();
    world.codeBuild.forgetBuilds();
    now += 6 * 60_000;
    await reconcile();
    expect(await sent()).toEqual([of('1.2 no longer followed (#1)')]);
  });
});

test('a commit that CodeBuild resolves hears of its build although the response to its start was lost', async () => {
  const changes = {
    commit: undefined as never,
    eventType: 'RELEASED',
    ref: 'refs/tags/v1',
    headRef: 'refs/tags/v1',
  } as const;
  const jobs = [jobOf(changes)];
  world.codeBuild.faults.push('lose the response');
  await give(jobs);
  world.codeBuild.resolve(newest().id, other);
  world.codeBuild.end(newest().id, 'FAILED');
  await expect(observe()).rejects.toThrow('does not name the build');
  await give(jobs, 2);
  await reconcile();
  expect(await sent()).toEqual([of('1.3 failed (#1)', other)]);
  expect(world.codeBuild.started).toHaveLength(1);
});

test('a start that nobody tries again does not keep its build from being recorded', async () => {
  world.codeBuild.faults.push('lose the response');
  await push({ commit: undefined as never, eventType: 'RELEASED', ref: 'refs/tags/v1', headRef: 'refs/tags/v1' });
  world.codeBuild.resolve(newest().id, other);
  world.codeBuild.end(newest().id, 'FAILED');
  now += 11 * 60_000;
  await observe();
  expect(await world.rows.readBuild('web', 1)).toMatchObject({ status: 'FAILED' });
});

describe('the commit of what is not built', () => {
  test('hears that a newer push superseded it', async () => {
    await push({ previousCommit: commit, commit: other });
    await sent();
    await push({ previousCommit: 'a'.repeat(40), commit });
    expect(await sent()).toEqual([of(`0.3 superseded by ${other.slice(0, 7)}`)]);
  });

  test('hears that it waits for the account’s limit, and then of its build', async () => {
    world.codeBuild.faults.push({ refuse: 'AccountLimitExceededException' });
    await push();
    expect(await sent()).toEqual([of('0.0 waiting: the account has reached its limit of builds')]);
  });

  test('hears at the last receive that it waits no longer, and so do those behind it', async () => {
    const refuse = 'AccountLimitExceededException';
    world.codeBuild.faults.push({ refuse }, { refuse });
    const jobs = [jobOf(), jobOf({ commit: other, previousCommit: commit })];
    expect(await give(jobs, LAST_RECEIVE)).toEqual({ batchItemFailures: [] });
    const refused = '0.3 not built: CodeBuild has not accepted it for too long (AccountLimitExceededException)';
    expect(await sent()).toEqual([of(refused), of(refused, other)]);
    expect(await world.queues.receive(world.queues.deadLetters)).toHaveLength(2);
  });

  test.each([
    ['its project was removed', () => configured([]), ['0.3 not built: its project or webhook has changed']],
    [
      'its hook was removed',
      () => indexConfiguration({ hooks: [], projects: [webProject] }),
      ['0.3 not built: its project or webhook has changed'],
    ],
    [
      'its project has another repository now',
      () => configured([{ ...webProject, repository: { host: 'github.com', fullName: 'acme/other' } }]),
      ['0.3 not built: its project or webhook has changed'],
    ],
    ['its project reports nothing now', () => configured([{ ...webProject, statuses: 'none' }]), ['1.0 queued (#1)']],
    [
      'its project has another context now',
      () => configured([{ ...webProject, statusContext: 'ci/web' }]),
      ['1.0 queued (#1)'],
    ],
  ] as const)('that waited hears how that ends if %s', async (_, changed, expected) => {
    world.codeBuild.faults.push({ refuse: 'AccountLimitExceededException' });
    const jobs = [jobOf()];
    await give(jobs);
    await sent();
    configuration = changed();
    await give(jobs, 20);
    expect(await sent()).toEqual(expected.map((text) => of(text)));
  });

  test('hears nothing of a removed project if it did not wait', async () => {
    const jobs = [jobOf()];
    await give(jobs);
    await sent();
    configuration = configured([]);
    await give(jobs, 20);
    await give([jobOf({ commit: other })], 20);
    expect(await sent()).toEqual([]);
  });

  test('hears that CodeBuild refused it', async () => {
    world.codeBuild.faults.push({ refuse: 'InvalidInputException' });
    await push();
    expect(await sent()).toEqual([of('0.3 CodeBuild refused the build: InvalidInputException')]);
  });

  test('hears that it came too late', async () => {
    await push({}, now - OLDEST_JOB - 1000);
    expect(await sent()).toEqual([of('0.3 not built: the delivery is too old')]);
  });

  test.each([
    ['all', 'HEAD_REF', [expect.stringContaining('0.3 Not needed: HEAD_REF does not match ^refs/heads/none$')]],
    ['builds', 'HEAD_REF', []],
  ] as const)('hears with statuses: %s that no filter group passed', async (statuses, type, expected) => {
    const [github] = SENDERS;
    const body = githubPush();
    const headers = { ...github!.headers(body, github!.secret, now), 'content-type': 'application/json' };
    const fullName = 'Codertocat/Hello-World';
    const filterGroups = [
      [
        { type: 'EVENT', pattern: 'PUSH', excludeMatchedPattern: false },
        { type, pattern: '^refs/heads/none$', excludeMatchedPattern: false },
      ],
    ] as const;
    configuration = configured([{ ...webProject, repository: { host: 'github.com', fullName }, filterGroups }], {
      statuses,
    });
    const response = await webhook({
      configuration,
      secrets: { ofHook: async () => [github!.secret] },
      queue: queue(world.queues.deliveries),
      commitStatuses: world.commitStatuses,
    })({
      id: randomUUID(),
      route: 'POST /webhooks/{hook}',
      origin: 'http://localhost',
      sourceIp: '203.0.113.1',
      method: 'POST',
      headers,
      pathParameters: { hook: 'github' },
      query: new URLSearchParams(),
      body,
      receivedAt: now,
    });
    expect(response.status).toBe(200);
    expect(await sent()).toEqual(expected);
  });
});

describe('a start through the API', () => {
  const start = async (body: object) => {
    const api = await startApi({ configuration });
    try {
      const response = await api.send('POST', '/projects/web/builds', { body, headers: { 'idempotency-key': 'k' } });
      expect(response.status).toBe(201);
      const { id } = api.codeBuild.started[0]!;
      api.codeBuild.resolve(id, other);
      await status({ ...api, configuration })(stateChange(id, {}, { 'completed-phase': 'QUEUED' }));
      const messages = await api.queues.receive(api.queues.commitStatuses);
      const marker = api.codeBuild.started[0]!.environment.environmentVariables.find(
        ({ name }) => name === BUILD_VARIABLES.marker,
      );
      return { messages: messages.map(({ body: text }) => text), entry: await api.ledger.read(marker!.value) };
    } finally {
      await api.stop();
    }
  };

  test('is shown on the commit that CodeBuild resolved', async () => {
    const { messages, entry } = await start({ ref: 'main' });
    expect(messages).toEqual([expect.stringContaining(other)]);
    expect(entry?.target).toMatchObject({
      hook: 'github',
      fullName: 'acme/web',
      commit: other,
      context: 'pushlight/web',
    });
    const days = (entry!.expiresAt - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(29);
  });

  test('is shown on its commit at once', async () => {
    const { messages } = await start({ ref: 'main', commit: other });
    expect(messages[0]).toContain('queued (#1)');
  });
});

test.each([
  ['a hook without a credential', {}, { credential: undefined }],
  ['a hook with statuses: none', {}, { statuses: 'none' }],
  ['a project with statuses: none', { statuses: 'none' }, {}],
] as const)('%s hears nothing', async (_, project, changes) => {
  configuration = configured([{ ...webProject, ...project }], changes);
  world.codeBuild.faults.push({ refuse: 'AccountLimitExceededException' });
  await push();
  await push();
  world.codeBuild.end(newest().id, 'SUCCEEDED');
  await observe();
  await reconcile();
  expect(await sent()).toEqual([]);
});
