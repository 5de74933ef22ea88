import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { SQSRecord } from 'aws-lambda';
import { expect, vi } from 'vitest';
import { buildsTable } from '../../functions/adapters/builds-table.ts';
import { codeBuildBuilds } from '../../functions/adapters/codebuild-builds.ts';
import { ledgerTable } from '../../functions/adapters/ledger-table.ts';
import { parameterSecrets } from '../../functions/adapters/parameter-secrets.ts';
import { hostCredentials } from '../../functions/adapters/git-hosts/host-credentials.ts';
import { sqsQueue } from '../../functions/adapters/queue.ts';
import { sentStatusesTable } from '../../functions/adapters/sent-statuses-table.ts';
import { indexConfiguration } from '../../functions/core/configuration.ts';
import { reconcile } from '../../functions/core/builds/reconcile/reconcile.ts';
import { tellCommit } from '../../functions/core/start/tell-commit.ts';
import { report } from '../../functions/report.ts';
import { status } from '../../functions/status.ts';
import { trigger } from '../../functions/trigger.ts';
import { webhook } from '../../functions/webhook.ts';
import { createParameters } from '../../infra/local/parameters/parameters.ts';
import { queueArn } from '../../infra/serverless-file/queue-spec.ts';
import { createQueues } from '../../infra/local/queues/queues.ts';
import { createTables } from '../../infra/local/tables/tables.ts';
import { startStandIns, temporaryDirectory } from '../infra/local/start-stand-ins.ts';
import { githubPayloads } from './core/providers/github-examples.ts';
import { SENDERS } from './core/providers/senders.ts';
import { faulty, type FaultPlan } from './faults.ts';
import { recordLog } from './record-log.ts';
import { NO_EXCERPTS } from './no-excerpts.ts';
import { CREDENTIAL, reportWorld } from './report-world.ts';
import { scriptedCodeBuild } from './scripted-codebuild.ts';
import { stateChange } from './state-change.ts';
import { QUEUES, TABLES, webProject } from './start-world.ts';

const [DELIVERIES, DEAD_LETTERS, STATUSES] = ['deliveries.fifo', 'dead-letters.fifo', 'commit-statuses.fifo'] as const;
const LONGER_THAN_ANY_WAIT = 7 * 60_000;
const LONGER_THAN_A_STATUS_IS_HIDDEN = 13 * 60_000;
const sender = SENDERS[0]!;
const { secret } = sender;
const hook = { ...sender.hook, credential: 'token' } as const;
const body = Buffer.from(
  JSON.stringify(githubPayloads('push').find((each) => 'ref' in each && each.ref === 'refs/heads/master')),
);

/** More than the calls that a push makes from its delivery to its badge; a fault at a call that is never made has no effect. */
export const MOST_CALLS = 60;

/** The outcome of a push. If all is well: one acknowledged delivery, one build, and its state where a badge reads it. */
export interface Outcome {
  readonly response: number | undefined;
  readonly builds: number;
  readonly latest: string | undefined;
  /** How the build ended, as often as its commit was told. */
  readonly ends: readonly string[];
}

/** Whatever fails, as long as it does not fail for ever. */
export const AS_IT_SHOULD = {
  response: 202,
  builds: 1,
  latest: 'SUCCEEDED',
  ends: [expect.stringMatching(/^success: passed in .* \(#1\)$/) as string],
} satisfies Outcome;

/** Sends pushes through the functions and the stand-ins, each with a fault at one of the calls between them. */
export async function startFaultMatrix() {
  const logged = recordLog();
  const directory = await temporaryDirectory();
  const tables = await createTables({ specs: TABLES });
  const parameters = createParameters({ directory: directory.path });
  parameters.put(`/pushlight/test/webhooks/${hook.name}`, secret);
  parameters.put(`/pushlight/test/credentials/${hook.name}`, CREDENTIAL);
  const sound = await startStandIns(directory.path, [tables]);
  const rows = buildsTable('BuildsTable', sound.access);

  /** Everything that a push goes through, with one fault in it and its own clock. */
  async function startFlow(plan: FaultPlan) {
    const project = `web-${randomUUID()}`;
    const codeBuild = scriptedCodeBuild();
    let now = Date.now();
    let url = '';
    const file = path.join(directory.path, `${project}.jsonl`);
    const queues = createQueues({ specs: QUEUES, endpointUrl: () => url, file, now: () => now });
    const { services, calls, revive } = faulty([parameters, tables, queues, codeBuild], plan);
    const standIns = await startStandIns(directory.path, services);
    ({ url } = standIns);
    const { access } = standIns;
    const limits = { deadlineMilliseconds: 1000, attempts: 1 };
    const sqs = (name: string) => sqsQueue(`${url}/000000000000/${name}`, access);
    const ownRows = buildsTable('BuildsTable', access, limits);
    const repository = { host: 'github.com', fullName: 'Codertocat/Hello-World' };
    const builds = codeBuildBuilds(access, limits);
    const host = reportWorld(['GitHub', 'github', hook.host]);
    const ports = {
      configuration: indexConfiguration({ hooks: [hook], projects: [{ ...webProject, name: project, repository }] }),
      builds,
      account: builds,
      settled: new Set<string>(),
      // The table is shared; another flow's builds are unknown to this one's CodeBuild.
      rows: {
        ...ownRows,
        unfinished: async () => (await ownRows.unfinished()).filter((one) => one.project === project),
      },
      ledger: ledgerTable('DeliveriesTable', access, limits),
      received: sqs(DELIVERIES),
      deadLetters: sqs(DEAD_LETTERS),
      commitStatuses: sqs(STATUSES),
      excerptsQueue: NO_EXCERPTS,
      now: () => now,
      newOwner: randomUUID,
      region: 'us-east-1',
    };

    /** @returns what the function returned; undefined if it threw or died */
    const invoke = <T>(response: Promise<T>): Promise<T | undefined> =>
      response.then(
        (value) => (revive() ? undefined : value),
        () => void revive(),
      );
    const received = async (name: string) =>
      queues.receive(name, { maxMessages: 10, waitSeconds: 0, signal: new AbortController().signal });
    const delivery = () => ({
      id: randomUUID(),
      route: 'POST /webhooks/{hook}',
      origin: 'http://localhost',
      sourceIp: '203.0.113.1',
      method: 'POST',
      headers: { 'content-type': 'application/json', ...sender.headers(body, secret, now) },
      pathParameters: { hook: hook.name },
      query: new URLSearchParams(),
      body,
      receivedAt: now,
    });

    return {
      project,
      codeBuild,
      calls,
      /** @returns the response's status */
      async deliver(): Promise<number | undefined> {
        const take = webhook({ ...ports, secrets: parameterSecrets('test', access), queue: sqs(DELIVERIES) });
        return (await invoke(take(delivery())))?.status;
      },
      /** Time passes, dead letters are redriven, and the trigger gets its batch. @returns whether there was one */
      async workOff(): Promise<boolean> {
        now += LONGER_THAN_ANY_WAIT;
        codeBuild.forgetTokens();
        queues.move(queueArn(DEAD_LETTERS), queueArn(DELIVERIES));
        const Records = (await received(DELIVERIES)) as unknown as SQSRecord[];
        const response = await invoke(trigger(ports)({ Records }));
        const failed = response?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
        for (const { messageId, receiptHandle } of Records) {
          if (failed && !failed.includes(messageId)) queues.delete(DELIVERIES, receiptHandle);
        }
        return Records.length > 0;
      },
      /** Delivers every event twice, since a failed one is retried. */
      async tell(buildId: string): Promise<void> {
        for (let time = 0; time < 2; time++) {
          await invoke(status(ports)(stateChange(buildId, {}, { 'project-name': project })));
        }
      },
      async reconcile(): Promise<void> {
        for (let run = 0; run < 2; run++) {
          await invoke(reconcile({ ...ports, tell: tellCommit(ports) }, () => 60_000));
        }
      },
      /** Time passes, and `report` gets its batch. @returns whether there was one */
      async sendStatuses(): Promise<boolean> {
        now += LONGER_THAN_A_STATUS_IS_HIDDEN;
        const Records = (await received(STATUSES)) as unknown as SQSRecord[];
        const sends = report({
          ...host.ports,
          configuration: ports.configuration,
          credentials: hostCredentials('test', access),
          sent: sentStatusesTable('CommitStatusesTable', access, () => now, limits),
          received: sqs(STATUSES),
          deadLetters: sqs(DEAD_LETTERS),
          now: () => now,
        });
        const response = await invoke(sends({ Records }, () => 120_000));
        const failed = response?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
        for (const { messageId, receiptHandle } of Records) {
          if (failed && !failed.includes(messageId)) queues.delete(STATUSES, receiptHandle);
        }
        return Records.length > 0;
      },
      ends: () => host.kept.filter((line) => !line.startsWith('pending')),
      async stop() {
        await standIns.stop();
        queues.stop();
      },
    };
  }

  return {
    /** A push: delivered until it is acknowledged, processed, built, reported by events and reconciled. */
    async push(plan: FaultPlan): Promise<Outcome & { readonly calls: number }> {
      const flow = await startFlow(plan);
      try {
        let response: number | undefined;
        for (let attempt = 0; response !== 202 && attempt < 5; attempt++) response = await flow.deliver();
        for (let round = 0; (await flow.workOff()) && round < 10; round++);
        const [build] = flow.codeBuild.started;
        flow.codeBuild.end(build?.id ?? '', 'SUCCEEDED');
        await flow.tell(build?.id ?? '');
        await flow.reconcile();
        for (let round = 0; (await flow.sendStatuses()) && round < 10; round++);
        const latest = (await rows.readNewest(flow.project, 'latest'))?.newest.status;
        const builds = flow.codeBuild.started.length;
        return { calls: flow.calls(), response, builds, latest, ends: flow.ends() };
      } finally {
        await flow.stop();
      }
    },
    logged,
    /** Texts that no log line is allowed to contain. */
    secrets: [
      secret,
      sender.headers(body, secret, 0)['x-hub-signature-256']!,
      '"commits"',
      CREDENTIAL,
      sound.credentials.secretAccessKey,
    ],
    async stop() {
      vi.restoreAllMocks();
      await sound.stop();
      await tables.stop();
      await directory.remove();
    },
  };
}
