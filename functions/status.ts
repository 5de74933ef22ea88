import type { EventBridgeEvent } from 'aws-lambda';
import compiled from 'pushlight:projects';
import { readAwsAccess } from './adapters/aws/aws-access.ts';
import { buildsTable } from './adapters/builds-table.ts';
import { codeBuildBuilds } from './adapters/codebuild-builds.ts';
import { readEnvironment } from './adapters/environment.ts';
import { errorFields, log } from './adapters/log.ts';
import { once } from './adapters/once.ts';
import { readBuildEvent, type BuildHint } from './core/builds/build-event.ts';
import { indexConfiguration, type Configuration } from './core/configuration.ts';
import type { ObservedBuild } from './core/builds/observed-build.ts';
import { judgeHint } from './core/builds/judge-hint.ts';
import { recordBuild, type RecordPorts } from './core/builds/record-build.ts';
import { isWrittenByStarter, takeHint } from './core/builds/take-hint.ts';

export interface Ports extends RecordPorts {
  readonly configuration: Configuration;
  readonly region: string;
}

/**
 * An event reports that a build changed. The new state comes from CodeBuild if the event does not contain enough of it.
 * Builds of other projects are ignored.
 */
export const status =
  (ports: Ports) =>
  async (event: unknown): Promise<void> => {
    const hint = readBuildEvent(event);
    const project = hint && ports.configuration.projects.get(hint.project);
    if (!project || hint.region !== ports.region) {
      log.info('event-ignored', { project: hint?.project, region: hint?.region });
      return;
    }
    if (isWrittenByStarter(hint)) return;
    const record = takeHint(hint) ?? judgeHint(hint, await ask(hint, ports), project);
    if (!record) {
      log.info('event-of-unknown-build', { buildId: hint.buildId });
      return;
    }
    await recordBuild(record, ports);
    log.info('build-observed', {
      buildId: record.buildId,
      number: record.number,
      status: record.status,
      rank: record.rank,
    });
  };

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
  const { region, buildsTable: table } = readEnvironment(['region', 'buildsTable']);
  const access = readAwsAccess();
  const configuration = indexConfiguration(compiled);
  return { configuration, builds: codeBuildBuilds(access), rows: buildsTable(table, access), region };
});

export const handler = (event: EventBridgeEvent<string, unknown>): Promise<void> => status(ports())(event);
