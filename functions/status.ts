import type { EventBridgeEvent } from 'aws-lambda';
import compiled from 'pushlight:projects';
import { readAwsAccess } from './adapters/aws/aws-access.ts';
import { buildsTable } from './adapters/builds-table.ts';
import { codeBuildBuilds } from './adapters/codebuild-builds.ts';
import { readEnvironment, readOptionalEnvironment } from './adapters/environment.ts';
import { delayQueue } from './adapters/excerpts/delay-queue.ts';
import { errorFields, log } from './adapters/log.ts';
import { once } from './adapters/once.ts';
import { readBuildEvent, type BuildHint } from './core/builds/build-event.ts';
import { indexConfiguration } from './core/configuration.ts';
import { askExcerpt, type AskPorts } from './core/excerpt/ask-excerpt.ts';
import type { ObservedBuild } from './core/builds/observed-build.ts';
import { judgeHint } from './core/builds/judge-hint.ts';
import { recordBuild, type RecordPorts } from './core/builds/record-build.ts';
import { isWrittenByStarter, takeHint } from './core/builds/take-hint.ts';
import type { DetailedRecord } from './core/builds/build-record.ts';
import { eventRecord } from './core/builds/event-record.ts';
import { ledgerTable } from './adapters/ledger-table.ts';
import { sqsQueue } from './adapters/queue.ts';
import { tellCommit, type TellPorts } from './core/start/tell-commit.ts';

export type Ports = Omit<RecordPorts, 'tell' | 'askExcerpt'> & TellPorts & AskPorts;

/**
 * An event reports that a build changed. The new state comes from CodeBuild if the event does not contain enough of it.
 * Builds of other projects are ignored.
 */
export const status =
  (ports: Ports) =>
  async (event: unknown): Promise<void> => {
    const hint = readBuildEvent(event);
    const project = hint && ports.configuration.projects.get(hint.project);
    const tell = tellCommit(ports);
    if (!project || hint.region !== ports.region) {
      if (tell && hint?.told && hint.region === ports.region) await tell(recordOf(hint.told));
      log.info('event-ignored', { project: hint?.project, region: hint?.region });
      return;
    }
    if (isWrittenByStarter(hint)) return;
    const record = takeHint(hint, project) ?? judgeHint(hint, await ask(hint, ports), project);
    if (!record) {
      log.info('event-of-unknown-build', { buildId: hint.buildId });
      return;
    }
    await recordBuild(record, { ...ports, tell, askExcerpt: askExcerpt(ports) });
    log.info('build-observed', {
      buildId: record.buildId,
      number: record.number,
      status: record.status,
      rank: record.rank,
    });
  };

/**
 * For a project that was removed from the projects file while a commit waits for its build: the role can no longer read
 * the build, so the event's own state is used.
 */
const recordOf = (told: ObservedBuild): DetailedRecord => eventRecord(told, undefined);

/** Undefined where CodeBuild does not respond: the event's own state is used then, and reconciling confirms it. */
async function ask({ buildId }: BuildHint, { builds }: Ports): Promise<ObservedBuild | undefined> {
  try {
    const { found } = await builds.get([buildId]);
    return found[0];
  } catch (error) {
    log.error('build-not-read', { buildId, ...errorFields(error) });
    return undefined;
  }
}

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
  return {
    configuration,
    builds: codeBuildBuilds(access),
    rows: buildsTable(table, access),
    ledger: ledgerTable(deliveriesTable, access),
    commitStatuses: sqsQueue(commitStatusesQueueUrl, access),
    excerptsQueue: delayQueue(excerptsQueueUrl, access),
    region,
    now: Date.now,
    ...readOptionalEnvironment(['pagesUrl']),
  };
});

export const handler = (event: EventBridgeEvent<string, unknown>): Promise<void> => status(ports())(event);
