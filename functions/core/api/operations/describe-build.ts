import type { BuildRecord } from '../../builds/build-record.ts';
import type { ObservedBuild, Phase } from '../../builds/observed-build.ts';
import type { Shape } from '../schemas.ts';

export function describeBuild(record: BuildRecord): Shape<'Build'> {
  const { buildId, project, number, status, ref, commit } = record;
  return {
    id: buildId,
    project,
    number,
    status,
    ...(ref !== undefined && { ref }),
    ...(commit !== undefined && { commit }),
    ...times(record),
  };
}

/** Leaves out variables, since their values may be secret. */
export const describeDetails = (
  record: BuildRecord,
  { currentPhase, phases = [] }: ObservedBuild,
): Shape<'BuildDetails'> => ({
  ...describeBuild(record),
  ...(currentPhase !== undefined && { currentPhase }),
  phases: phases.map(describePhase),
});

const describePhase = (phase: Phase) => ({
  type: phase.type,
  ...(phase.status !== undefined && { status: phase.status }),
  ...times(phase),
  contexts: phase.contexts.map((context) => ({ ...context })),
});

const times = ({ startedAt, endedAt }: Pick<BuildRecord, 'startedAt' | 'endedAt'>) => ({
  ...(startedAt !== undefined && { startedAt: describeTime(startedAt) }),
  ...(endedAt !== undefined && { endedAt: describeTime(endedAt) }),
});

/** @param time milliseconds since 1970 */
export const describeTime = (time: number): string => new Date(time).toISOString();
