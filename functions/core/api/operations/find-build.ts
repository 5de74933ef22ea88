import { RANK, type BuildRecord } from '../../builds/build-record.ts';
import type { ObservedBuild } from '../../builds/observed-build.ts';
import { toRecord } from '../../builds/to-record.ts';
import type { ApiPorts } from '../api-ports.ts';
import type { Call } from '../call.ts';
import { visibleProject } from './visible-project.ts';

export interface FoundBuild {
  /** As CodeBuild describes it. */
  readonly observed: ObservedBuild;
  /** The newest known state, from CodeBuild or from an event that arrived before CodeBuild reported the same state. */
  readonly record: BuildRecord;
}

const BUILD_ID = /^(?<project>[A-Za-z0-9][\w-]{0,254}):[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The build that the call names, if the caller is allowed to do this with the build's project. CodeBuild is called only
 * after that check.
 */
export async function findBuild(
  call: Pick<Call, 'caller' | 'operation' | 'path'>,
  { configuration, builds, rows }: Pick<ApiPorts, 'configuration' | 'builds' | 'rows'>,
): Promise<FoundBuild | undefined> {
  const { id = '' } = call.path;
  const project = visibleProject(BUILD_ID.exec(id)?.groups?.['project'] ?? '', call, configuration);
  if (!project) return undefined;
  const { found } = await builds.get([id]);
  const observed = found.find((build) => build.id === id && build.project === project.name);
  if (!observed) return undefined;
  const record = toRecord(observed, RANK.ended, project);
  const row = await rows.readBuild(project.name, observed.number);
  return { observed, record: row?.buildId === id && row.rank > record.rank ? row : record };
}
