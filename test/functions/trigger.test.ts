import { randomUUID } from 'node:crypto';
import { SQSClient, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sqsQueue } from '../../functions/adapters/queue.ts';
import { RANK } from '../../functions/core/builds/build-record.ts';
import { toRecord } from '../../functions/core/builds/to-record.ts';
import { reconcile } from '../../functions/core/builds/reconcile/reconcile.ts';
import { recordBuild } from '../../functions/core/builds/record-build.ts';
import { makeJob, writeMessage, type Job } from '../../functions/core/start/job.ts';
import { OLDEST_JOB } from '../../functions/core/start/ledger.ts';
import { trigger, type Ports } from '../../functions/trigger.ts';
import { queueArn } from '../../infra/serverless-file/queue-spec.ts';
import { generateTemplate } from '../../infra/package/generate-template.ts';
import { stackOptions } from '../infra/template/compile-for-test.ts';
import { pushEvent } from './push-event.ts';
import { recordLog } from './record-log.ts';
import { startWorld, webProject, type World } from './start-world.ts';

const minutes = 60_000;
let world: World;
let now = Date.now();
beforeEach(async () => {
  world = await startWorld();
  now = Date.now();
});
afterEach(() => world.stop());

const a = 'a'.repeat(40);
const b = 'b'.repeat(40);
const c = 'c'.repeat(40);
const d = 'd'.repeat(40);

let deliveries = 0;
const job = (changes: Parameters<typeof pushEvent>[0] = {}): Job =>
  makeJob(pushEvent(changes), 'web', {
    hook: 'github',
    deliveryId: randomUUID(),
    receivedAt: now,
    identity: `delivery ${++deliveries}`,
  });

/** Messages that really are in flight, as Lambda's event source passes them. */
async function received(...jobs: readonly (Job | string)[]): Promise<SQSRecord[]> {
  const { queues } = world;
  for (const each of jobs) {
    const message = { body: each as string, groupId: 'poison', deduplicationId: randomUUID() };
    const text = typeof each === 'string' ? message : writeMessage(each, randomUUID());
    await sqsQueue(queues.url(queues.deliveries), world.access).send(text);
  }
  const origin = { messageAttributes: {}, eventSource: 'aws:sqs', eventSourceARN: 'arn', awsRegion: 'us-east-1' };
  return (await queues.receive(queues.deliveries)).map((message) => ({
    ...origin,
    ...message,
    messageAttributes: {},
    attributes: message.attributes as unknown as SQSRecord['attributes'],
  }));
}

/** @returns how many stay in the queue; the others are deleted, as the event source does */
const run = (...jobs: readonly (Job | string)[]): Promise<number> => runWith({}, ...jobs);

/** The same with other ports. */
async function runWith(changes: Partial<Ports>, ...jobs: readonly (Job | string)[]): Promise<number> {
  const Records = await received(...jobs);
  const failed = await start({ Records }, changes);
  if (failed === 0) for (const { receiptHandle } of Records) world.queues.remove(receiptHandle);
  return failed;
}

async function start(event: SQSEvent, changes: Partial<Ports> = {}) {
  const { queues, configuration, rows, ledger, builds } = world;
  const { batchItemFailures } = await trigger({
    configuration,
    rows,
    ledger,
    builds,
    received: sqsQueue(queues.url(queues.deliveries), world.access),
    deadLetters: sqsQueue(queues.url(queues.deadLetters), world.access),
    now: () => now,
    newOwner: randomUUID,
    commitStatuses: world.commitStatuses,
    region: world.region,
    ...changes,
  })(event);
  return batchItemFailures.length;
}

/** A message in flight that was received as often as given. */
const receivedFor = (records: readonly SQSRecord[], count: number): SQSEvent => ({
  Records: records.map((record) => ({
    ...record,
    attributes: { ...record.attributes, ApproximateReceiveCount: String(count) },
  })),
});

const deadLetters = async () => (await world.queues.receive(world.queues.deadLetters)).map(({ body }) => body);

describe('trigger', () => {
  test('starts a build pinned to its ref and commit, marked with its delivery, and writes its rows', async () => {
    const push = job();
    expect(await run(push)).toBe(0);
    const [request] = world.codeBuild.requests;
    expect(request).toMatchObject({ projectName: 'web', sourceVersion: `refs/heads/main^{${b}}` });
    expect(request?.environmentVariablesOverride).toContainEqual({
      name: 'PUSHLIGHT_DELIVERY',
      value: push.ledgerKey,
      type: 'PLAINTEXT',
    });
    const row = await world.rows.readNewest('web', 'ref#refs/heads/main');
    expect(row?.newest).toMatchObject({ number: 1, rank: 0, commit: b, buildId: world.codeBuild.started[0]?.id });
    expect(await world.rows.readNewest('web', 'latest')).toEqual(row);
  });

  test('writes the reason for a build and whether its code is from a fork, which no later report removes', async () => {
    await run({ ...job(), reason: 'Filter group 2 passed.', fork: true });
    const known = { reason: 'Filter group 2 passed.', fork: true, eventType: 'PUSH', trigger: 'branch/main' };
    expect(await world.rows.readBuild('web', 1)).toMatchObject({ ...known, rank: 0 });
    const [build] = world.codeBuild.started;
    world.codeBuild.end(build!.id, 'FAILED');
    await reconcile(world, () => 60_000);
    expect(await world.rows.readBuild('web', 1)).toMatchObject({ ...known, rank: 3, status: 'FAILED' });
  });

  test('adds them if an event of the build arrived first', async () => {
    const { builds } = world;
    const ahead = {
      ...builds,
      async start(request: Parameters<typeof builds.start>[0]) {
        const build = await builds.start(request);
        await recordBuild(toRecord({ ...build, currentPhase: 'BUILD' }, RANK.ended, undefined), world);
        return build;
      },
    };
    await runWith({ builds: ahead }, { ...job(), reason: 'Filter group 1 passed.', fork: false });
    expect(await world.rows.readBuild('web', 1)).toMatchObject({
      rank: 1,
      reason: 'Filter group 1 passed.',
      fork: false,
    });
  });

  test('writes the rows before the ledger says STARTED, so that an attempt killed in between is repeated', async () => {
    const push = { ...job(), reason: 'Filter group 1 passed.', fork: false };
    const { ledger } = world;
    const dying = {
      ...ledger,
      write: (...input: Parameters<typeof ledger.write>) =>
        input[0].state === 'STARTED' ? Promise.reject(new Error('killed')) : ledger.write(...input),
    };
    await runWith({ ledger: dying }, push);
    expect(await world.rows.readBuild('web', 1)).toMatchObject({ rank: 0, reason: push.reason, fork: false });
  });

  test('starts builds even if the builds table cannot be written', async () => {
    const push = job();
    const busy = () => Promise.reject(new Error('the table is busy'));
    expect(await runWith({ rows: { ...world.rows, advanceNewest: busy } }, push)).toBe(0);
    expect(world.codeBuild.started).toHaveLength(1);
    expect(await run(push)).toBe(0);
    expect(world.codeBuild.requests).toHaveLength(1);
  });

  test('starts one build for a delivery, however often it arrives, even twice at once', async () => {
    const push = job();
    await run(push);
    await run(push);
    await run(push, push);
    expect(world.codeBuild.requests).toHaveLength(1);
  });

  test('starts one build if two workers have the same message at once', async () => {
    const push = job();
    const Records = await received(push);
    await Promise.all([1, 2, 3, 4].map(() => start({ Records })));
    expect(world.codeBuild.started).toHaveLength(1);
    // There is no second request: a function without the lease leaves the message.
    expect(world.codeBuild.requests).toHaveLength(1);
  });

  test.each([
    [
      'a branch moved A→B→A→B',
      [
        { previousCommit: a, commit: b },
        { previousCommit: b, commit: a },
        { previousCommit: a, commit: b },
      ],
      3,
    ],
    [
      'one push after another',
      [
        { previousCommit: a, commit: b },
        { previousCommit: b, commit: c },
      ],
      2,
    ],
    [
      'a push that arrived after the one that followed it',
      [
        { previousCommit: b, commit: c },
        { previousCommit: a, commit: b },
      ],
      1,
    ],
    [
      'a push that arrived after the two that followed it',
      [
        { commit: a },
        { previousCommit: b, commit: c },
        { previousCommit: c, commit: d },
        { previousCommit: a, commit: b },
      ],
      3,
    ],
    [
      'a push that was delivered again after the three that followed it',
      [
        { commit: a, previousCommit: 'e'.repeat(40) },
        { previousCommit: a, commit: b },
        { previousCommit: b, commit: c },
        { previousCommit: c, commit: d },
        { commit: a, previousCommit: 'e'.repeat(40) },
      ],
      4,
    ],
    [
      'a push that its host signed before the last one',
      [
        { previousCommit: a, commit: b, pushedAt: 2000 },
        { previousCommit: c, commit: d, pushedAt: 1000 },
      ],
      1,
    ],
  ])('%s starts the right builds', async (_, pushes, builds) => {
    for (const push of pushes) await run(job(push));
    expect(world.codeBuild.started).toHaveLength(builds);
  });

  test('a push that arrived late is recorded as superseded, and the log names the build that superseded it', async () => {
    const lines: string[] = [];
    const spy = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
    await run(job({ previousCommit: b, commit: c }));
    const late = job({ previousCommit: a, commit: b });
    await run(late);
    spy.mockRestore();
    expect(await world.ledger.read(late.ledgerKey)).toMatchObject({ state: 'SUPERSEDED' });
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ commit: b, buildId: world.codeBuild.started[0]?.id });
  });

  test('if two jobs of a ref start at once, both are remembered', async () => {
    const inOrder = await received(job({ previousCommit: a, commit: b }));
    // Like a message moved back by hand from the dead-letter queue: in a group of its own.
    const redriven = await received(JSON.stringify(job({ previousCommit: c, commit: d })));
    await Promise.all([inOrder, redriven].map((Records) => start({ Records })));
    const { pushes } = (await world.ledger.readStarted('web', 'refs/heads/main'))!;
    expect(pushes.map(({ commit }) => commit).toSorted()).toEqual([b, d]);
  });

  test('a permanent refusal goes to the dead-letter queue at once, and starts afresh after a redrive', async () => {
    const push = job();
    world.codeBuild.faults.push({ refuse: 'InvalidInputException' });
    expect(await run(push)).toBe(0);
    const [body] = await deadLetters();
    expect(JSON.parse(body ?? '')).toMatchObject({ ledgerKey: push.ledgerKey });
    expect(await run(body ?? '')).toBe(0);
    expect(world.codeBuild.started).toHaveLength(1);
    expect(new Set(world.codeBuild.requests.map(({ idempotencyToken }) => idempotencyToken)).size).toBe(3);
  });

  test('if CodeBuild refuses to report a build, it starts without a report, under the next token', async () => {
    const log = recordLog();
    const push = job();
    world.codeBuild.faults.push({ refuse: 'InvalidInputException', ofReport: true });
    expect(await run(push)).toBe(0);
    const [reported, silent, ...more] = world.codeBuild.requests;
    expect(more).toEqual([]);
    expect(reported).toMatchObject({
      reportBuildStatusOverride: true,
      buildStatusConfigOverride: { context: 'pushlight/web' },
    });
    const { reportBuildStatusOverride: _, buildStatusConfigOverride: __, idempotencyToken, ...same } = reported!;
    expect(silent).toEqual({ ...same, idempotencyToken: expect.not.stringMatching(idempotencyToken) as string });
    expect(await world.ledger.read(push.ledgerKey)).toMatchObject({ state: 'STARTED', generation: 2 });
    expect(log.join()).toContain('report-refused');
  });

  test('an attempt that takes over such a start repeats it without a report, under the same token', async () => {
    const push = job();
    world.codeBuild.faults.push({ refuse: 'InvalidInputException', ofReport: true }, 'lose the response');
    const Records = await received(push);
    expect(await start({ Records })).toBe(1);
    expect(await start({ Records })).toBe(0);
    const [, silent, again] = world.codeBuild.requests;
    expect(again).toEqual(silent);
    expect(world.codeBuild.started).toHaveLength(1);
  });

  describe("the alarm's command for dead letters", () => {
    /** The command in the alarm's text, with the ARNs that CloudFormation would insert. */
    function command(): string {
      const { Resources } = generateTemplate(stackOptions('prod')).template;
      const { AlarmDescription } = Resources['DeadLettersAlarm']!.Properties;
      const arns: Readonly<Record<string, string>> = {
        DeliveriesQueue: queueArn(world.queues.deliveries),
        DeadLetterQueue: queueArn(world.queues.deadLetters),
      };
      return (AlarmDescription as { 'Fn::Sub': string })['Fn::Sub']
        .replace(/^.*?(?=aws sqs)/, '')
        .replaceAll('${AWS::Region}', 'us-east-1')
        .replaceAll(/\$\{(\w+)\.Arn\}/g, (_, id: string) => arns[id]!);
    }

    async function redrive(): Promise<void> {
      const [, SourceArn, DestinationArn] =
        /^aws sqs start-message-move-task --region us-east-1 --source-arn (\S+) --destination-arn (\S+)$/.exec(
          command(),
        )!;
      const client = new SQSClient(world.client);
      await client.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn }));
      client.destroy();
    }

    test('makes a given-up job build', async () => {
      world.codeBuild.faults.push({ refuse: 'InvalidInputException' });
      await run(job());
      await redrive();
      expect(await run()).toBe(0);
      expect(world.codeBuild.started).toHaveLength(1);
      expect(await deadLetters()).toEqual([]);
    });

    test('can be repeated for a job that is given up again, until it builds', async () => {
      const refuse = 'InvalidInputException';
      world.codeBuild.faults.push({ refuse }, { refuse }, { refuse });
      await run(job());
      for (const _ of [1, 2, 3]) {
        await redrive();
        expect(await run()).toBe(0);
      }
      // Each refused start was also tried without a report to the Git host.
      expect(world.codeBuild.requests).toHaveLength(3 * 2 + 1);
      expect(world.codeBuild.started).toHaveLength(1);
    });

    test('lets a job that must wait again hold back later jobs of its ref', async () => {
      for (const push of [job({ commit: a }), job({ previousCommit: a, commit: b })]) {
        world.codeBuild.faults.push({ refuse: 'InvalidInputException' });
        await run(push);
      }
      await redrive();
      world.codeBuild.faults.push({ refuse: 'ThrottlingException' });
      expect(await run()).toBe(2);
      expect(world.codeBuild.started).toEqual([]);
    });

    const [one, two, three] = [a, b, c].map((commit) => `refs/heads/main^{${commit}}`);
    test.each([
      ['several jobs of one ref build in order', [], [one, two, three]],
      ['a job that a later push has overtaken does not build, nor does one that has built', [1], [two, three]],
    ])('redrives jobs: %s', async (_, inTheMeantime, built) => {
      const pushes = [job({ commit: a }), job({ previousCommit: a, commit: b }), job({ previousCommit: b, commit: c })];
      for (const push of pushes) {
        world.codeBuild.faults.push({ refuse: 'InvalidInputException' });
        await run(push);
      }
      for (const index of inTheMeantime) await run(pushes[index]!);
      await redrive();
      expect(await run()).toBe(0);
      expect(world.codeBuild.started.map(({ sourceVersion }) => sourceVersion).toReversed()).toEqual(built);
    });
  });

  test.each(['', 'null', '{}', '{"v":1}', '{"v":0}', '{"v":"2"}', 'not json'])(
    'the message %j is not a job and goes to the dead-letter queue',
    async (body) => {
      await run(body === '' ? ' ' : body);
      expect(await deadLetters()).toEqual([body === '' ? ' ' : body]);
      expect(world.codeBuild.requests).toHaveLength(0);
    },
  );

  const repository = { host: 'github.com', fullName: 'acme/web', id: '7' };
  test.each<[string, object]>([
    ['ledgerKey', { ledgerKey: 'A'.repeat(64) }],
    ['ref', { ref: 'main' }],
    ['ref', { ref: 'refs/heads/other' }],
    ['headRef', { headRef: 'other' }],
    ['provider', { provider: 'gitea' }],
    ['host', { repository: { ...repository, host: 'evil.example' } }],
    ['repository', { repository: { ...repository, fullName: 'evil/web' } }],
  ])('a job that is wrong only in its %s starts nothing and goes to the dead-letter queue: %j', async (_, changes) => {
    const body = JSON.stringify({ ...job(), ...changes });
    expect(await run(body)).toBe(0);
    expect(await deadLetters()).toEqual([body]);
    expect(world.codeBuild.requests).toHaveLength(0);
  });

  test('a job for an unknown hook waits as long as one for an unknown project', async () => {
    const body = JSON.stringify({ ...job(), hook: 'gone' });
    const Records = await received(body);
    expect(await start(receivedFor(Records, 8))).toBe(1);
    expect(await start(receivedFor(Records, 9))).toBe(0);
    expect(await deadLetters()).toEqual([body]);
    expect(world.codeBuild.requests).toHaveLength(0);
  });

  test('a job written by a newer version waits for a function that can read it', async () => {
    expect(await run(JSON.stringify({ ...job(), v: 2 }))).toBe(1);
    expect(await deadLetters()).toEqual([]);
    expect(world.codeBuild.requests).toHaveLength(0);
  });

  test('a message that can never be read blocks nothing, and a failure blocks only later messages of its group', async () => {
    world.codeBuild.faults.push({ refuse: 'ThrottlingException' });
    const other = { ref: 'refs/heads/other', headRef: 'refs/heads/other' };
    expect(await run('poison', job({ commit: b }), job({ previousCommit: b, commit: c }), job(other))).toBe(2);
    expect(world.codeBuild.started.map(({ sourceVersion }) => sourceVersion)).toEqual([`refs/heads/other^{${b}}`]);
  });

  test('after 30 account limits in a row, one build starts under one token', async () => {
    const Records = await received(job());
    for (let attempt = 0; attempt < 30; attempt++) {
      world.codeBuild.faults.push({ refuse: 'AccountLimitExceededException' });
      expect(await start({ Records })).toBe(1);
      now += minutes;
    }
    expect(await start({ Records })).toBe(0);
    expect(world.codeBuild.started).toHaveLength(1);
    expect(new Set(world.codeBuild.requests.map(({ idempotencyToken }) => idempotencyToken)).size).toBe(1);
  });

  describe.each(['AccessDeniedException', 'ResourceNotFoundException'])(
    'if StartBuild refuses with %s, which a deployment can still correct',
    (refuse) => {
      test('the first eight attempts wait, and the next starts the build under the same token', async () => {
        const Records = await received(job());
        for (let count = 1; count <= 8; count++) {
          world.codeBuild.faults.push({ refuse });
          expect(await start(receivedFor(Records, count))).toBe(1);
          now += minutes / 2;
        }
        expect(await deadLetters()).toEqual([]);
        expect(await start(receivedFor(Records, 9))).toBe(0);
        expect(world.codeBuild.started).toHaveLength(1);
        expect(new Set(world.codeBuild.requests.map(({ idempotencyToken }) => idempotencyToken)).size).toBe(1);
      });

      test('the ninth attempt is the last, and blocks nothing behind it', async () => {
        const push = job({ commit: b });
        const Records = await received(push, job({ previousCommit: b, commit: c }));
        world.codeBuild.faults.push({ refuse });
        expect(await start(receivedFor(Records, 9))).toBe(0);
        expect(await deadLetters()).toEqual([expect.stringContaining(push.ledgerKey)]);
        expect(world.codeBuild.started).toHaveLength(1);
      });

      test('each wait is logged with its reason', async () => {
        const lines = recordLog();
        world.codeBuild.faults.push({ refuse });
        await start(receivedFor(await received(job()), 3));
        vi.restoreAllMocks();
        expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
          expect.objectContaining({
            event: 'job-waits',
            project: 'web',
            receives: 3,
            why: `${refuse}: as the test says`,
          }),
        ]);
      });
    },
  );

  test('an input that CodeBuild does not accept is given up at once', async () => {
    world.codeBuild.faults.push({ refuse: 'InvalidInputException' });
    expect(await start(receivedFor(await received(job()), 1))).toBe(0);
    expect(await deadLetters()).toHaveLength(1);
  });

  describe('if the trigger does not know the project yet', () => {
    const withoutProjects = (known: World): World => ({
      ...known,
      configuration: { ...known.configuration, projects: new Map() },
    });

    test("the first eight attempts wait for the trigger's own deployment", async () => {
      const Records = await received(job());
      const known = world;
      world = withoutProjects(known);
      for (const count of [1, 8]) expect(await start(receivedFor(Records, count))).toBe(1);
      world = known;
      expect(await start(receivedFor(Records, 9))).toBe(0);
      expect(world.codeBuild.started).toHaveLength(1);
    });

    test('the ninth attempt is the last', async () => {
      const Records = await received(job());
      world = withoutProjects(world);
      expect(await start(receivedFor(Records, 9))).toBe(0);
      expect(await deadLetters()).toHaveLength(1);
    });
  });

  test.each([
    ['at once', 0, false],
    ['after CodeBuild forgot the token', 10 * minutes, true],
  ])('a build whose response was lost is found again %s: one build', async (_, later, forget) => {
    const push = job();
    const Records = await received(push);
    world.codeBuild.faults.push('lose the response');
    expect(await start({ Records })).toBe(1);
    now += later;
    if (forget) world.codeBuild.forgetTokens();
    expect(await start({ Records })).toBe(0);
    expect(world.codeBuild.started).toHaveLength(1);
    expect(await world.ledger.read(push.ledgerKey)).toMatchObject({
      state: 'STARTED',
      buildId: world.codeBuild.started[0]?.id,
    });
  });

  test("a job older than the ledger's memory starts nothing", async () => {
    const push = job();
    now += OLDEST_JOB + 1;
    await run(push);
    expect(world.codeBuild.requests).toHaveLength(0);
    expect(await deadLetters()).toHaveLength(1);
  });

  describe('if only the newest commit of a ref is to build', () => {
    const statuses = () => world.codeBuild.started.map(({ buildStatus }) => buildStatus).toReversed();
    beforeEach(() => {
      const concurrency = { group: 'ref', cancelInProgress: true } as const;
      const projects = new Map([['web', { ...webProject, concurrency }]]);
      world = { ...world, configuration: { ...world.configuration, projects } };
    });

    test('a newer push stops the older build of its ref and no other', async () => {
      await run(job({ commit: a }));
      await run(job({ commit: a, ref: 'refs/heads/other' }));
      await run(job({ commit: b }));
      expect(statuses()).toEqual(['STOPPED', 'IN_PROGRESS', 'IN_PROGRESS']);
    });

    test('a build that no webhook started keeps running', async () => {
      const environmentVariables = [{ name: 'PUSHLIGHT_REF', value: 'refs/heads/main' }];
      await world.builds.start({ project: 'web', environmentVariables, idempotencyToken: 'by hand' });
      await run(job({ commit: b }));
      expect(statuses()).toEqual(['IN_PROGRESS', 'IN_PROGRESS']);
    });

    test('a job received before the one last started for its ref neither starts nor stops a build', async () => {
      const early = job({ previousCommit: a, commit: b });
      now += minutes;
      await run(job({ previousCommit: c, commit: d }));
      await run(early);
      expect(statuses()).toEqual(['IN_PROGRESS']);
      expect(await world.ledger.read(early.ledgerKey)).toMatchObject({ state: 'SUPERSEDED' });
    });

    test.each([
      ['AccessDeniedException', 9],
      ['ResourceNotFoundException', 9],
      ['InvalidInputException', 1],
    ])('a stop permanently refused with %s does not block later pushes', async (refuse, count) => {
      await run(job({ commit: a }));
      world.codeBuild.stopFaults.push({ refuse });
      const Records = await received(job({ commit: b, previousCommit: a }), job({ commit: c, previousCommit: b }));
      expect(await start(receivedFor(Records, count))).toBe(0);
      expect(world.codeBuild.started.map(({ sourceVersion }) => sourceVersion)).toEqual([
        `refs/heads/main^{${c}}`,
        `refs/heads/main^{${b}}`,
        `refs/heads/main^{${a}}`,
      ]);
    });

    test('a clock that was an hour ahead once does not block later pushes', async () => {
      const ahead = { ...job({ previousCommit: a, commit: b }), receivedAt: now + 60 * minutes };
      await run(ahead);
      now += minutes;
      await run(job({ previousCommit: b, commit: c }));
      const queued = job({ previousCommit: c, commit: d });
      now += 120 * minutes;
      await run(queued);
      expect(statuses()).toEqual(['STOPPED', 'STOPPED', 'IN_PROGRESS']);
    });

    test('a failed stop is retried with the message', async () => {
      await run(job({ commit: a }));
      const Records = await received(job({ commit: b }));
      world.codeBuild.stopFaults.push({ refuse: 'ThrottlingException' });
      expect(await start({ Records })).toBe(1);
      expect(await start({ Records })).toBe(0);
      expect(statuses()).toEqual(['STOPPED', 'IN_PROGRESS']);
    });
  });
});
