import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import compiled from 'pushlight:projects';
import { readAwsAccess } from './adapters/aws/aws-access.ts';
import { readEnvironment, readOptionalEnvironment } from './adapters/environment.ts';
import { byGroup, receivesOf, sameMessage } from './adapters/fifo-records.ts';
import { gitHosts } from './adapters/git-hosts/git-hosts.ts';
import { hostCredentials } from './adapters/git-hosts/host-credentials.ts';
import { errorFields, log } from './adapters/log.ts';
import { once } from './adapters/once.ts';
import { sqsQueue } from './adapters/queue.ts';
import { sentStatusesTable } from './adapters/sent-statuses-table.ts';
import { indexConfiguration } from './core/configuration.ts';
import type { Queue, ReceivedMessages } from './core/ports.ts';
import { hideSeconds } from './core/start/retry-delay.ts';
import { createPauses, type Pauses } from './core/statuses/pauses.ts';
import { planStatuses } from './core/statuses/plan-statuses.ts';
import { reportStatus, type Reported, type StatusPorts } from './core/statuses/report-status.ts';
import { readStatusMessage, type StatusMessage } from './core/statuses/status-message.ts';

export interface Ports extends StatusPorts {
  readonly received: ReceivedMessages;
  readonly deadLetters: Queue;
  readonly pauses: Pauses;
}

/** The longest time for a status: three responses that are as late as possible, and its rows. In milliseconds. */
const LONGEST_STATUS = 60_000;
/** Longer waits that a host asks for are not believed. SQS hides a message for at most 12 hours. In seconds. */
const LONGEST_WAIT = 3600;

/** Sends the latest status of each commit and context to its Git host. */
export const report =
  (ports: Ports) =>
  async ({ Records }: SQSEvent, timeLeft: () => number): Promise<SQSBatchResponse> => {
    const kept = await Promise.all(byGroup(Records).map((records) => reportCommit(records, ports, timeLeft)));
    return { batchItemFailures: kept.flat().map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };

interface Carrier {
  readonly record: SQSRecord;
  readonly message: StatusMessage;
}

/** @returns the messages that stay in the queue */
async function reportCommit(
  records: readonly SQSRecord[],
  ports: Ports,
  timeLeft: () => number,
): Promise<readonly SQSRecord[]> {
  const carriers: Carrier[] = [];
  const kept: SQSRecord[] = [];
  for (const record of records) {
    const read = readStatusMessage(record.body);
    if ('message' in read) carriers.push({ record, message: read.message });
    else if ('problem' in read) await giveUp(record, read.problem, {}, ports);
    else {
      log.info('status-waits', {
        messageId: record.messageId,
        why: `Its version ${read.newerVersion} is newer than this function.`,
      });
      kept.push(await hide(record, undefined, ports));
    }
  }
  for (const carrier of planStatuses(carriers)) {
    const seconds = timeLeft() < LONGEST_STATUS ? 0 : await isDone(carrier, ports);
    if (seconds !== 'done') kept.push(await hide(carrier.record, seconds, ports));
  }
  return kept;
}

async function hide(record: SQSRecord, seconds: number | undefined, { received }: Ports): Promise<SQSRecord> {
  // A host that asks to wait for a few seconds, again and again, must not use up the receives within minutes.
  const wait = Math.min(Math.max(seconds ?? 0, hideSeconds(receivesOf(record))), LONGEST_WAIT);
  // If this fails, the queue's own timeout applies.
  await received.hideFor(record.receiptHandle, wait).catch((error: unknown) => {
    log.error('status-failed', { messageId: record.messageId, ...errorFields(error) });
  });
  return record;
}

/** @returns 'done', or the number of seconds to wait; undefined means the queue's own timeout */
async function isDone({ record, message }: Carrier, ports: Ports): Promise<'done' | number | undefined> {
  const { pauses, now } = ports;
  const { project, hook, fullName, commit, context } = message.target;
  const { state, number } = message;
  const fields = { project, fullName, commit, context, state, number };
  const until = pauses.until(hook, now());
  if (until !== undefined) return Math.ceil((until - now()) / 1000);
  if (pauses.isRefused(hook, fullName, now())) return giveUp(record, 'The credential was refused.', fields, ports);
  let reported: Reported;
  try {
    reported = await reportStatus(message, receivesOf(record), ports);
  } catch (error) {
    log.error('status-failed', { ...fields, ...errorFields(error) });
    return undefined;
  }
  switch (reported.kind) {
    case 'sent':
      log.info('status-sent', { ...fields, hostState: reported.hostState });
      noteScopes(reported.excessScopes, hook, ports);
      return 'done';
    case 'dropped':
      log.info('status-dropped', fields);
      return 'done';
    case 'later':
      log.info('status-waits', { ...fields, receives: receivesOf(record), why: reported.why });
      if (reported.blocked) pauses.pause(hook, now() + Math.min(reported.seconds ?? 0, LONGEST_WAIT) * 1000);
      return reported.seconds;
    case 'not allowed':
      if (pauses.refuse(hook, fullName, now())) log.error('status-not-allowed', { hook, fullName, why: reported.why });
      return giveUp(record, reported.why, fields, ports);
    case 'refused':
      log.error('status-refused', { ...fields, why: reported.why });
      return 'done';
  }
}

function noteScopes(scopes: readonly string[], hook: string, { pauses }: Ports): void {
  if (scopes.length === 0 || !pauses.isNews(hook)) return;
  log.info('credential-allows-more', { hook, scopes: scopes.join(', ').slice(0, 200) });
}

/** Nothing is lost: after the cause is fixed, the message can be redriven. */
async function giveUp(record: SQSRecord, why: string, fields: object, { deadLetters }: Ports): Promise<'done'> {
  await deadLetters.send(sameMessage(record));
  log.error('status-given-up', { ...fields, messageId: record.messageId, why });
  return 'done';
}

const ports = once((): Ports => {
  const { stage, queueUrl, deadLetterQueueUrl, commitStatusesTable } = readEnvironment([
    'stage',
    'queueUrl',
    'deadLetterQueueUrl',
    'commitStatusesTable',
  ]);
  const { gitHostsUrl } = readOptionalEnvironment(['gitHostsUrl']);
  const access = readAwsAccess();
  return {
    configuration: indexConfiguration(compiled),
    credentials: hostCredentials(stage, access),
    sent: sentStatusesTable(commitStatusesTable, access),
    hosts: gitHosts(gitHostsUrl),
    received: sqsQueue(queueUrl, access),
    deadLetters: sqsQueue(deadLetterQueueUrl, access),
    pauses: createPauses(),
    now: Date.now,
  };
});

export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
  report(ports())(event, () => context.getRemainingTimeInMillis());
