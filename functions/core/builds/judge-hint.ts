import { RANK, type DetailedRecord } from './build-record.ts';
import type { BuildHint } from './build-event.ts';
import type { Project } from '../configuration.ts';
import { eventRecord } from './event-record.ts';
import type { ObservedBuild } from './observed-build.ts';
import { toRecord } from './to-record.ts';

/**
 * What to store about a build after an event, given CodeBuild's response if there is one. CodeBuild's responses may lag
 * behind its events: the event's end is used then, until reconciling confirms it.
 */
export function judgeHint(
  hint: BuildHint,
  response: ObservedBuild | undefined,
  project: Project | undefined,
): DetailedRecord | undefined {
  const told = hint.told && eventRecord({ ...hint.told, ...retries(response) }, project);
  // Without its variables, the build of a pull request can look like one of no ref, which would be shown as the latest.
  if (!response) return told?.ref !== undefined || hint.hasVariables ? told : undefined;
  const known = toRecord(response, RANK.ended, project);
  if (!told || told.rank <= known.rank) return known;
  // The response knows more about the build; the event knows its progress.
  const { ref: _ref, commit: _commit, startedAt: _startedAt, ...progress } = told;
  return { ...told, ...known, ...progress };
}

/** Events do not contain it. */
const retries = (response: ObservedBuild | undefined): Pick<ObservedBuild, 'retriesItself'> =>
  response?.retriesItself ? { retriesItself: true } : {};
