import { RANK, type BuildRecord } from '../../builds/build-record.ts';
import { toRecord, type ObservedBuild } from '../../builds/observed-build.ts';
import { buildRow } from '../../builds/row-keys.ts';
import type { ApiPorts } from '../api-ports.ts';
import type { Call } from '../call.ts';
import { visibleProject } from './visible-project.ts';

export interface FoundBuild {
  /** As CodeBuild tells of it. */
  readonly observed: ObservedBuild;
  /** What is known of it, from CodeBuild or from an event that came before CodeBuild told the same. */
  readonly record: BuildRecord;
}

const BUILD_ID = /^(?<project>[A-Za-z0-9][\w-]{0,254}):[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The call's build, where its project is one that the caller may do this with. CodeBuild is asked only then. */
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
  const row = await rows.read(project.name, buildRow(observed.number));
  return { observed, record: row?.buildId === id && row.rank > record.rank ? row : record };
}

export const hasEnded = ({ rank }: BuildRecord): boolean => rank >= RANK.endedByEvent;
