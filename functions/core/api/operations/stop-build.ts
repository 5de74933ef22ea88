import { hasEnded } from '../../builds/build-record.ts';
import { isPermanent } from '../../builds/start-failure.ts';
import { NOT_FOUND, refuse, type ApiResponse } from '../api-response.ts';
import type { ApiPorts } from '../api-ports.ts';
import type { Call } from '../call.ts';
import { describeBuild } from './describe-build.ts';
import { findBuild } from './find-build.ts';

export async function stopBuild(call: Call<'stopBuild'>, ports: ApiPorts): Promise<ApiResponse> {
  const found = await findBuild(call, ports);
  if (!found) return NOT_FOUND;
  if (hasEnded(found.record)) return { status: 200, json: describeBuild(found.record) };
  try {
    await ports.builds.stop(found.observed.id);
  } catch (error) {
    if (!(error instanceof Error && isPermanent(error.name))) throw error;
    ports.onError('build-not-stopped', error);
    return refuse(
      'refused-by-codebuild',
      "CodeBuild refused to stop the build. See the function's log for the reason.",
    );
  }
  const now = await findBuild(call, ports);
  return now ? { status: 200, json: describeBuild(now.record) } : NOT_FOUND;
}
