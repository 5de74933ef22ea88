import { mayUseRef } from '../../access/grant.ts';
import { BUILD_VARIABLES } from '../../builds/build-variables.ts';
import { findMarked } from '../../start/claimed-start.ts';
import { NOT_FOUND, refuse, type ApiResponse } from '../api-response.ts';
import type { ApiPorts } from '../api-ports.ts';
import type { Call } from '../call.ts';
import { findBuild } from './find-build.ts';
import { startForCaller } from './start-for-caller.ts';

export async function retryBuild(call: Call<'retryBuild'>, ports: ApiPorts): Promise<ApiResponse> {
  const found = await findBuild(call, ports);
  if (!found) return NOT_FOUND;
  const { observed, record } = found;
  const { id, project, number } = observed;
  const marker = observed.environmentVariables[BUILD_VARIABLES.marker];
  if (marker === undefined) {
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
      what: [id],
      start: (token) => ports.builds.retry(id, token),
      report: undefined,
      find: () => findMarked(project, marker, ports.builds, number),
    }),
    ports,
  );
}
