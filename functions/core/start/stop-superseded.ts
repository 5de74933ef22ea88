import type { Job } from './job.ts';
import { BUILD_VARIABLES } from '../builds/build-variables.ts';
import { refOf } from '../builds/observed-build.ts';
import type { Builds } from '../builds/build-ports.ts';

/**
 * Stops the unfinished builds of a job's ref that are older than its own build. Only builds that webhooks started are
 * stopped: people and API clients decide about the builds that they started.
 * @returns the ids of the stopped builds
 */
export async function stopSuperseded(
  { project, ref }: Job,
  startedId: string,
  builds: Pick<Builds, 'get' | 'newestIds' | 'stop'>,
): Promise<readonly string[]> {
  const { found } = await builds.get(await builds.newestIds(project));
  const started = found.find(({ id }) => id === startedId);
  if (!started) return [];
  const superseded = found.filter(
    (build) =>
      build.status === 'IN_PROGRESS' &&
      build.number < started.number &&
      build.environmentVariables[BUILD_VARIABLES.eventType] !== undefined &&
      refOf(build) === ref,
  );
  await Promise.all(superseded.map(({ id }) => builds.stop(id)));
  return superseded.map(({ id }) => id);
}
