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
import { digest } from './core/digest.ts';
import { HostTimeout } from './core/statuses/host-timeout.ts';
import { createPauses, type Pauses } from './core/statuses/pauses.ts';
import { planStatuses } from './core/statuses/plan-statuses.ts';
import { reportStatus, type Reported, type StatusPorts } from './core/statuses/report-status.ts';
import { placeOf, statusKey } from './core/statuses/status-key.ts';
import { statusApiOf } from './core/providers/status-apis.ts';
import { readStatusMessage, type StatusMessage } from './core/statuses/status-message.ts';

export interface Ports extends StatusPorts {
  readonly received: ReceivedMessages;
  readonly deadLetters: Queue;
  readonly pauses: Pauses;
}

/** The longest time for a status: four responses that are as late as possible, and its rows. In milliseconds. */
const LONGEST_STATUS = 80_000;
/** How long a host is left alone that did not respond in time: the other hosts need the time. In milliseconds. */
const AFTER_TIMEOUT = 30_000;
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
    else if ('problem' in read) {
      if ((await giveUp(record, read.problem, {}, ports)) !== 'done') kept.push(await hide(record, undefined, ports));
    } else {
      log.info('status-waits', {
        messageId: record.messageId,
        why: `Its version ${read.newerVersion} is newer than this function.`,
      });
      kept.push(await hide(record, undefined, ports));
    }
  }
  for (const carrier of planStatuses(carriers, (message) => keyOf(message, ports))) {
    const seconds = timeLeft() < LONGEST_STATUS ? 0 : await isDone(carrier, ports);
    if (seconds !== 'done') kept.push(await hide(carrier.record, seconds, ports));
  }
  return kept;
}

function keyOf({ target }: StatusMessage, { configuration }: Ports): string {
  const hook = configuration.hooks.get(target.hook);
  return hook ? statusKey(target, statusApiOf(hook)) : digest(target.hook, target.context);
}

/** Of the repository and the credential: one that was corrected is used at once. */
async function refusalKeyOf({ target }: StatusMessage, { configuration, credentials }: Ports): Promise<string> {
  const hook = configuration.hooks.get(target.hook);
  const place = hook ? placeOf(target, statusApiOf(hook)) : [];
  return digest(target.hook, (await credentials.ofHook(target.hook)) ?? '', ...place);
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
  let reported: Reported;
  let refusal: string;
  try {
    refusal = await refusalKeyOf(message, ports);
    if (pauses.isRefused(refusal, now())) return await giveUp(record, 'The credential was refused.', fields, ports);
    reported = await reportStatus(message, receivesOf(record), ports);
  } catch (error) {
    log.error('status-failed', { ...fields, ...errorFields(error) });
    if (error instanceof HostTimeout) pauses.pause(hook, now() + AFTER_TIMEOUT);
    return undefined;
  }
  switch (reported.kind) {
    case 'sent':
      log.info('status-sent', { ...fields, hostState: reported.hostState });
      pauses.accept(refusal);
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
      if (pauses.refuse(refusal, commit, reported.invalid ?? false, now())) {
        log.error('status-not-allowed', { hook, fullName, why: reported.why });
      }
      return giveUp(record, reported.why, fields, ports);
    case 'not in fork':
      if (pauses.isNews(`${hook} forks`)) log.info('status-not-in-fork', { hook, fullName, why: reported.why });
      return 'done';
    case 'refused':
      log.error('status-refused', { ...fields, why: reported.why });
      return 'done';
  }
}

function noteScopes(scopes: readonly string[], hook: string, { pauses }: Ports): void {
  if (scopes.length === 0 || !pauses.isNews(`${hook} scopes`)) return;
  log.info('credential-allows-more', { hook, scopes: scopes.join(', ').slice(0, 200) });
}

/** Nothing is lost: after the cause is fixed, the message can be redriven. */
async function giveUp(
  record: SQSRecord,
  why: string,
  fields: object,
  { deadLetters }: Ports,
): Promise<'done' | undefined> {
  try {
    await deadLetters.send(sameMessage(record));
  } catch (error) {
    log.error('status-failed', { ...fields, messageId: record.messageId, ...errorFields(error) });
    return undefined;
  }
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
