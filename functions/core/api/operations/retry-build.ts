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
    const why = 'Pushlight did not start this build, so it may have overrides that no token allows';
    return refuse('not-started-here', `${why}. Start a new build of its ref instead.`);
  }
  if (record.ref === undefined || !mayUseRef(call.caller.grant, record.ref)) {
    return refuse(
      'ref-not-allowed',
      'The token does not allow the ref of this build. Retry a build of a ref that the token allows.',
    );
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
