import { RANK, type DetailedRecord } from './build-record.ts';
import type { BuildHint } from './build-event.ts';
import type { Project } from '../configuration.ts';
import type { ObservedBuild } from './observed-build.ts';
import { toRecord } from './to-record.ts';

/**
 * What to keep of a build that an event told of, given CodeBuild's own word where it could be asked.
 * CodeBuild's responses may lag behind its events: then the event's end counts until reconciling confirms it.
 */
export function judgeHint(
  hint: BuildHint,
  response: ObservedBuild | undefined,
  project: Project | undefined,
): DetailedRecord | undefined {
  const told = hint.told && toRecord({ ...hint.told, ...retries(response) }, RANK.endedByEvent, undefined);
  if (!response) return told;
  const known = toRecord(response, RANK.ended, project);
  if (!told || told.rank <= known.rank) return known;
  // The response tells more of the build, the event tells how far it is.
  const { ref: _ref, commit: _commit, startedAt: _startedAt, ...progress } = told;
  return { ...told, ...known, ...progress };
}

/** Events do not tell. */
const retries = (response: ObservedBuild | undefined): Pick<ObservedBuild, 'retriesItself'> =>
  response?.retriesItself ? { retriesItself: true } : {};
