import type { Project } from '../configuration.ts';
import { RANK, type DetailedRecord } from './build-record.ts';
import type { ObservedBuild } from './observed-build.ts';
import { toRecord } from './to-record.ts';

/**
 * The state that an event reports. The project's defaults do not apply: for some builds, an event omits the source
 * version, so it is not known whether there is one.
 *
 * @param project undefined if it is not in the projects file
 */
export function eventRecord(
  told: ObservedBuild,
  project: Pick<Project, 'repositoryIsNotTheSource'> | undefined,
): DetailedRecord {
  const { repositoryIsNotTheSource = false } = project ?? {};
  return toRecord(told, RANK.endedByEvent, { badge: {}, repositoryIsNotTheSource });
}
