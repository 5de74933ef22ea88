import { reportsItself, statusContext } from '../builds/codebuild-report.ts';
import type { Hook, Project } from '../configuration.ts';
import type { Target } from './target.ts';

/** The start that the status is about, whether or not a build started. */
type Origin = Pick<Target, 'ref' | 'headRef' | 'commit' | 'eventType' | 'reason' | 'fork'> & {
  readonly repository: { readonly fullName: string; readonly id: string };
  /** The id of the fork, if its host shows statuses there. */
  readonly headRepositoryId?: string | undefined;
};

/** Where the statuses of a start are sent; undefined if Pushlight reports none. */
export function makeTarget(origin: Origin, project: Project, hook: Hook | undefined): Target | undefined {
  if (!hook || !reportsItself(project, hook)) return undefined;
  const { repository, headRepositoryId, ref, headRef, commit, eventType, reason, fork } = origin;
  return {
    project: project.name,
    hook: hook.name,
    host: hook.host,
    fullName: repository.fullName,
    repositoryId: headRepositoryId ?? repository.id,
    ref,
    ...(headRef !== undefined && headRef !== ref && { headRef }),
    ...(commit !== undefined && { commit }),
    ...(eventType !== undefined && { eventType }),
    fork,
    tier: 'trusted',
    ...(reason !== undefined && { reason: reason.slice(0, MOST_CHARACTERS) }),
    context: statusContext(project),
    ...(project.link !== undefined && { link: project.link }),
  };
}

const MOST_CHARACTERS = 1000;
