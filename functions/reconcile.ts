import type { Context } from 'aws-lambda';
import compiled from 'pushlight:projects';
import { readAwsAccess } from './adapters/aws/aws-access.ts';
import { buildsTable } from './adapters/builds-table.ts';
import { codeBuildBuilds } from './adapters/codebuild-builds.ts';
import { readEnvironment, readOptionalEnvironment } from './adapters/environment.ts';
import { delayQueue } from './adapters/excerpts/delay-queue.ts';
import { errorFields, log } from './adapters/log.ts';
import { ledgerTable } from './adapters/ledger-table.ts';
import { once } from './adapters/once.ts';
import { sqsQueue } from './adapters/queue.ts';
import { indexConfiguration } from './core/configuration.ts';
import { reconcile } from './core/builds/reconcile/reconcile.ts';
import { askExcerpt, type AskPorts } from './core/excerpt/ask-excerpt.ts';
import { tellCommit, type TellPorts } from './core/start/tell-commit.ts';
import type { ReconcilePorts } from './core/builds/build-ports.ts';

export interface Ports extends Omit<ReconcilePorts, 'tell' | 'askExcerpt'>, TellPorts, AskPorts {}

export const reconcileProjects =
  (ports: Ports) =>
  async (timeLeft: () => number): Promise<void> => {
    const senders = { tell: tellCommit(ports), askExcerpt: askExcerpt(ports) };
    const { failures, notListed, ...counts } = await reconcile({ ...ports, ...senders }, timeLeft);
    if (notListed !== undefined) log.info('builds-not-listed', errorFields(notListed));
    for (const { project, error } of failures) {
      log.error('project-not-reconciled', { project, ...errorFields(error) });
    }
    log.info('reconciled', { ...counts, failed: failures.length });
  };

const ports = once((): Ports => {
  const {
    region,
    buildsTable: table,
    deliveriesTable,
    commitStatusesQueueUrl,
    excerptsQueueUrl,
  } = readEnvironment(['region', 'buildsTable', 'deliveriesTable', 'commitStatusesQueueUrl', 'excerptsQueueUrl']);
  const access = readAwsAccess();
  const configuration = indexConfiguration(compiled);
  const builds = codeBuildBuilds(access);
  return {
    configuration,
    builds,
    account: builds,
    rows: buildsTable(table, access),
    settled: new Set(),
    now: Date.now,
    ledger: ledgerTable(deliveriesTable, access),
    commitStatuses: sqsQueue(commitStatusesQueueUrl, access),
    region,
    ...readOptionalEnvironment(['pagesUrl']),
    excerptsQueue: delayQueue(excerptsQueueUrl, access),
  };
});

export const handler = (_event: unknown, context: Context): Promise<void> =>
  reconcileProjects(ports())(() => context.getRemainingTimeInMillis());
