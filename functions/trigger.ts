import { randomUUID } from 'node:crypto';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import compiled from 'pushlight:projects';
import { buildsTable } from './adapters/builds-table.ts';
import { codeBuildBuilds } from './adapters/codebuild-builds.ts';
import { readAwsAccess } from './adapters/aws/aws-access.ts';
import { readEnvironment, readOptionalEnvironment } from './adapters/environment.ts';
import { byGroup, receivesOf, sameMessage } from './adapters/fifo-records.ts';
import { ledgerTable } from './adapters/ledger-table.ts';
import { errorFields, log } from './adapters/log.ts';
import { once } from './adapters/once.ts';
import { sqsQueue } from './adapters/queue.ts';
import { RANK } from './core/builds/build-record.ts';
import { indexConfiguration } from './core/configuration.ts';
import { readMessage, type Job } from './core/start/job.ts';
import type { ObservedBuild } from './core/builds/observed-build.ts';
import { toRecord } from './core/builds/to-record.ts';
import type { BuildRows, Builds } from './core/builds/build-ports.ts';
import type { Queue, ReceivedMessages } from './core/ports.ts';
import { recordBuild } from './core/builds/record-build.ts';
import { hideSeconds } from './core/start/retry-delay.ts';
import { isPermanentAfter } from './core/builds/start-failure.ts';
import { startOnce, type StartPorts } from './core/start/start-once.ts';
import { tellCommit } from './core/start/tell-commit.ts';
import { writeStatusMessage } from './core/statuses/status-message.ts';
import { stopSuperseded } from './core/start/stop-superseded.ts';

export interface Ports extends Omit<StartPorts, 'keep' | 'tell'> {
  readonly builds: Omit<Builds, 'retry'>;
  readonly rows: BuildRows;
  readonly received: ReceivedMessages;
  readonly deadLetters: Queue;
  readonly commitStatuses: Queue;
  readonly region: string;
  readonly pagesUrl?: string | undefined;
}

/** Starts the build of each message at most once. Within a message group, everything behind a failure waits for it. */
export const trigger =
  (ports: Ports) =>
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed = await Promise.all(byGroup(Records).map((records) => startInOrder(records, ports)));
    return { batchItemFailures: failed.flat().map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };

/** @returns the messages that stay in the queue: one that must wait, and all behind it */
async function startInOrder(records: readonly SQSRecord[], ports: Ports): Promise<readonly SQSRecord[]> {
  for (const [index, record] of records.entries()) {
    if (await isDone(record, ports)) continue;
    const waiting = records.slice(index);
    const seconds = hideSeconds(receivesOf(record));
    await Promise.allSettled(waiting.map(({ receiptHandle }) => ports.received.hideFor(receiptHandle, seconds)));
    return waiting;
  }
  return [];
}

async function isDone(record: SQSRecord, ports: Ports): Promise<boolean> {
  try {
    return await start(record, ports);
  } catch (error) {
    log.error('job-failed', { messageId: record.messageId, ...errorFields(error) });
    return false;
  }
}

async function start(record: SQSRecord, ports: Ports): Promise<boolean> {
  const read = readMessage(record.body);
  if ('problem' in read) return giveUp(record, read.problem, {}, ports);
  if ('newerVersion' in read) {
    log.info('job-waits', {
      messageId: record.messageId,
      why: `Its version ${read.newerVersion} is newer than this function.`,
    });
    return false;
  }
  const { job } = read;
  const fields = { project: job.project, ref: job.ref, commit: job.commit, deliveryId: job.deliveryId };
  const receives = receivesOf(record);
  const outcome = await startOnce(job, receives, {
    ...ports,
    keep: (build) => writeRows(build, job, ports),
    tell: (status) => ports.commitStatuses.send(writeStatusMessage(status)),
  });
  switch (outcome.kind) {
    case 'started':
      log.info('build-started', { ...fields, buildId: outcome.build.id, number: outcome.build.number });
      if (outcome.reportRefused) log.error('report-refused', { ...fields, ...errorFields(outcome.reportRefused) });
      await stopOlder(job, outcome.build.id, receives, ports);
      return true;
    case 'done before':
      log.info('job-done-before', { ...fields, state: outcome.state, buildId: outcome.buildId });
      // The attempt that started it may have failed before it stopped the older ones.
      if (outcome.buildId !== undefined) await stopOlder(job, outcome.buildId, receives, ports);
      return true;
    case 'superseded':
      log.info('job-superseded', { ...fields, buildId: outcome.by });
      return true;
    case 'refused':
      return giveUp(record, outcome.why, fields, ports);
    case 'later':
      log.info('job-waits', { ...fields, receives, why: outcome.why });
      return false;
  }
}

async function writeRows(build: ObservedBuild, { project, reason, fork }: Job, ports: Ports): Promise<void> {
  const record = {
    ...toRecord(build, RANK.ended, ports.configuration.projects.get(project)),
    ...(reason !== undefined && { reason }),
    ...(fork !== undefined && { fork }),
  };
  try {
    await recordBuild(record, { ...ports, tell: tellCommit(ports) });
  } catch (error) {
    // The build runs. Its events and reconcile will write the rows, and later jobs of its ref need not wait for them.
    log.error('rows-not-written', { project, buildId: build.id, ...errorFields(error) });
  }
}

async function stopOlder(job: Job, buildId: string, receives: number, { configuration, builds }: Ports): Promise<void> {
  if (!configuration.projects.get(job.project)?.concurrency?.cancelInProgress) return;
  const fields = { project: job.project, ref: job.ref, by: buildId };
  try {
    for (const stopped of await stopSuperseded(job, buildId, builds)) {
      log.info('build-stopped', { ...fields, buildId: stopped });
    }
  } catch (error) {
    if (!(error instanceof Error && isPermanentAfter(receives)(error.name))) throw error;
    // The job has its build. A failure to stop older builds must not hold up later pushes.
    log.error('older-build-not-stopped', { ...fields, ...errorFields(error) });
  }
}

/**
 * No retry would help: the message goes to the dead-letter queue at once, so that it no longer blocks its ref.
 */
async function giveUp(record: SQSRecord, why: string, fields: object, { deadLetters }: Ports): Promise<true> {
  await deadLetters.send(sameMessage(record));
  log.error('job-given-up', { ...fields, messageId: record.messageId, why });
  return true;
}

const ports = once((): Ports => {
  const {
    queueUrl,
    deadLetterQueueUrl,
    buildsTable: builds,
    deliveriesTable,
    commitStatusesQueueUrl,
    region,
  } = readEnvironment([
    'queueUrl',
    'deadLetterQueueUrl',
    'buildsTable',
    'deliveriesTable',
    'commitStatusesQueueUrl',
    'region',
  ]);
  const access = readAwsAccess();
  return {
    configuration: indexConfiguration(compiled),
    ledger: ledgerTable(deliveriesTable, access),
    builds: codeBuildBuilds(access),
    rows: buildsTable(builds, access),
    received: sqsQueue(queueUrl, access),
    deadLetters: sqsQueue(deadLetterQueueUrl, access),
    commitStatuses: sqsQueue(commitStatusesQueueUrl, access),
    region,
    ...readOptionalEnvironment(['pagesUrl']),
    now: Date.now,
    newOwner: randomUUID,
  };
});

export const handler = (event: SQSEvent): Promise<SQSBatchResponse> => trigger(ports())(event);
