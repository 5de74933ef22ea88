import type { Hook, Project } from '../configuration.ts';
import type { RepositoryEvent } from '../repository-event.ts';
import { eventTypes, type FilterVerdict } from '../webhook/filters.ts';
import type { ProjectVerdict } from '../webhook/match.ts';
import { makeTarget } from './make-target.ts';
import type { StatusMessage } from './status-message.ts';
import { statusWithoutBuild } from './without-build.ts';

/**
 * The status of an event that starts no build, if the project reports every push: a required check must not wait for a
 * build that never comes. The status is a success, so it is not sent if another event of the same commit may start a
 * build, or if the filters passed and something else prevented the build.
 *
 * @param asPush the verdict for a pull request's head as if it had been pushed
 */
export function notNeeded(
  event: RepositoryEvent,
  { verdict, reason, groups }: ProjectVerdict,
  project: Project,
  hook: Hook,
  asPush: ProjectVerdict | undefined,
): StatusMessage | undefined {
  if (verdict !== 'skipped' || groups.length === 0) return undefined;
  if ((project.statuses ?? hook.statuses) !== 'all' || !decides(event, project, asPush)) return undefined;
  const passed = groups.some((group) => group.passed);
  // The pusher's marker; a pull request is prevented by its policy.
  if (passed && event.eventType !== 'PUSH') return undefined;
  const failed = groups.flatMap(({ filters }) => filters.find((filter) => !filter.passed) ?? [])[0];
  const why = passed || !failed ? reason : describe(failed, event);
  const target = makeTarget({ ...event, reason }, project, hook);
  return target && statusWithoutBuild(target, 'not needed', `Not needed: ${why}`);
}

const HEADS: ReadonlySet<string> = new Set(['PULL_REQUEST_CREATED', 'PULL_REQUEST_UPDATED', 'PULL_REQUEST_REOPENED']);

/** Whether no other event of the commit can start a build of the project. */
function decides({ eventType, fork }: RepositoryEvent, project: Project, asPush: ProjectVerdict | undefined): boolean {
  const named = (project.filterGroups ?? [])
    .flat()
    .filter(({ type }) => type === 'EVENT')
    .flatMap(({ pattern }) => eventTypes(pattern));
  const buildsPushes = named.includes('PUSH');
  const buildsHeads = named.some((name) => HEADS.has(name));
  if (eventType === 'PUSH') return buildsPushes && !buildsHeads;
  if (!HEADS.has(eventType) || !buildsHeads) return false;
  // A push to a fork is delivered to the fork.
  return fork || !buildsPushes || (asPush !== undefined && !asPush.groups.some(({ passed }) => passed));
}

function describe({ type, pattern, excludeMatchedPattern, value }: FilterVerdict, event: RepositoryEvent): string {
  if (type === 'FILE_PATH' && !excludeMatchedPattern && event.changedFiles !== 'unknown') {
    return `${type} ${pattern} matched none of ${event.changedFiles.length} files`;
  }
  if (value === undefined) return `this event has no ${type}`;
  return excludeMatchedPattern ? `${type} is excluded by ${pattern}` : `${type} does not match ${pattern}`;
}

/** A pull request's head as if it had been pushed. Its files are not known. */
export function headAsPush(event: RepositoryEvent): RepositoryEvent | undefined {
  const { pullRequest, baseRef: _base, ...head } = event;
  if (pullRequest === undefined) return undefined;
  return { ...head, eventType: 'PUSH', ref: head.headRef, changedFiles: 'unknown' };
}
