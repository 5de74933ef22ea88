import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import compiled from 'pushlight:projects';
import { readAwsAccess } from './adapters/aws/aws-access.ts';
import { readEnvironment } from './adapters/environment.ts';
import { excerptRows } from './adapters/excerpts/excerpt-rows.ts';
import { receivesOf } from './adapters/fifo-records.ts';
import { errorFields, log } from './adapters/log.ts';
import { logEnds } from './adapters/excerpts/log-ends.ts';
import { once } from './adapters/once.ts';
import { sqsQueue } from './adapters/queue.ts';
import { indexConfiguration } from './core/configuration.ts';
import { readExcerptMessage } from './core/excerpt/excerpt-message.ts';
import type { ExcerptPorts } from './core/excerpt/excerpt-ports.ts';
import { keepExcerpt } from './core/excerpt/keep-excerpt.ts';
import type { ReceivedMessages } from './core/ports.ts';

export interface Ports extends ExcerptPorts {
  readonly received: ReceivedMessages;
}

/**
 * Stores the last lines of the logs of builds that have ended. A failed message stays in the queue, and finally moves
 * to the dead-letter queue.
 */
export const excerpt =
  (ports: Ports) =>
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const done = await Promise.all(Records.map((record) => isDone(record, ports)));
    const failed = Records.filter((_, index) => !done[index]);
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };

async function isDone(record: SQSRecord, ports: Ports): Promise<boolean> {
  try {
    return await keep(record, ports);
  } catch (error) {
    log.error('excerpt-failed', { messageId: record.messageId, ...errorFields(error) });
    return false;
  }
}

async function keep(record: SQSRecord, ports: Ports): Promise<boolean> {
  const read = readExcerptMessage(record.body);
  if (!('message' in read)) {
    const why = 'problem' in read ? read.problem : `Its version ${read.newerVersion} is newer than this function.`;
    log.error('excerpt-failed', { messageId: record.messageId, why });
    return false;
  }
  const { project, buildId, number } = read.message;
  const fields = { project, buildId, number };
  const kept = await keepExcerpt(read.message, receivesOf(record), ports);
  switch (kept.kind) {
    case 'kept':
      log.info('excerpt-kept', { ...fields, lines: kept.lines });
      return true;
    case 'not wanted':
      log.info('excerpt-not-wanted', fields);
      return true;
    case 'no log':
      log.info('excerpt-without-log', fields);
      return true;
    case 'later':
      log.info('excerpt-waits', { ...fields, seconds: kept.seconds });
      await ports.received.hideFor(record.receiptHandle, kept.seconds);
      return false;
  }
}

const ports = once((): Ports => {
  const { queueUrl, buildsTable } = readEnvironment(['queueUrl', 'buildsTable']);
  const access = readAwsAccess();
  return {
    configuration: indexConfiguration(compiled),
    logs: logEnds(access),
    excerpts: excerptRows(buildsTable, access),
    received: sqsQueue(queueUrl, access),
  };
});

export const handler = (event: SQSEvent): Promise<SQSBatchResponse> => excerpt(ports())(event);
