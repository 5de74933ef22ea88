import { mayUseRef } from '../access/grant.ts';
import { MARKER } from '../claimed-start.ts';
import type { ObservedBuild } from '../observed-build.ts';
import type { Builds } from '../ports.ts';
import { NOT_FOUND, refuse, type ApiAnswer } from './api-answer.ts';
import type { ApiPorts } from './api-ports.ts';
import type { Call } from './call.ts';
import { findBuild } from './find-build.ts';
import { startForCaller } from './start-for-caller.ts';

export async function retryBuild(call: Call<'retryBuild'>, ports: ApiPorts): Promise<ApiAnswer> {
  const found = await findBuild(call, ports);
  if (!found) return NOT_FOUND;
  const { observed, record } = found;
  if (observed.environmentVariables[MARKER] === undefined) {
    const why =
      'A retry repeats what a build was started with, and who started this one may give it more than a token may';
    return refuse('not-started-here', `${why}: start a build of its ref.`);
  }
  if (record.ref === undefined || !mayUseRef(call.caller.grant, record.ref)) {
    return refuse('ref-not-allowed', "Retry a build of a ref that is among the token's own.");
  }
  return startForCaller(
    call,
    () => ({
      what: [observed.id],
      start: (token) => ports.builds.retry(observed.id, token),
      find: () => findRetry(observed, ports.builds),
    }),
    ports,
  );
}

/** A retry carries the marker of the build that it repeats. */
async function findRetry({ project, number, environmentVariables }: ObservedBuild, builds: Builds) {
  const { found } = await builds.get(await builds.newestIds(project));
  return found.find(
    (build) => build.number > number && build.environmentVariables[MARKER] === environmentVariables[MARKER],
  );
}
