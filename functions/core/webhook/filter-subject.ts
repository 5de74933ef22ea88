import type { RepositoryEvent } from '../repository-event.ts';
import type { FilterType } from '../vocabulary.ts';

/**
 * The values in an event that filters of a type look at; any of them can match. Empty if the event has no such value.
 */
export type Observed = readonly string[];

/** @returns "unknown" if the delivery does not contain it */
export const observe = (type: FilterType, event: RepositoryEvent): Observed | 'unknown' => SUBJECTS[type](event);

/** The largest push of GitHub contains less than that; searching more would take too long. In UTF-16 units. */
const MOST_PATHS = 512 * 1024;

const one = (value: string | undefined): Observed => (value === undefined ? [] : [value]);

/**
 * In CodeBuild's order, with its meaning.
 * https://docs.aws.amazon.com/codebuild/latest/APIReference/API_WebhookFilter.html
 */
const SUBJECTS: Readonly<Record<FilterType, (event: RepositoryEvent) => Observed | 'unknown'>> = {
  EVENT: ({ eventType }) => [eventType],
  /** "This value is found in the id property of the sender object": the id, never a name. */
  ACTOR_ACCOUNT_ID: ({ actorId }) => [actorId],
  HEAD_REF: ({ headRef }) => [headRef],
  /** "Works with pull request events only." */
  BASE_REF: ({ baseRef }) => one(baseRef),
  /** "… when the path of a changed file matches": any file. An unneeded build is better than a missing one. */
  FILE_PATH: ({ changedFiles }) => (isSearchable(changedFiles) ? changedFiles : 'unknown'),
  /** "… when the head commit message matches", without the line break that some hosts end it with. */
  COMMIT_MESSAGE: ({ commitMessage }) => one(commitMessage?.replace(/\r?\n$/, '')),
  TAG_NAME: ({ tagName }) => one(tagName),
  RELEASE_NAME: ({ releaseName }) => one(releaseName),
  REPOSITORY_NAME: ({ repository }) => [repository.fullName.slice(repository.fullName.lastIndexOf('/') + 1)],
  /** The owner; for GitLab, the full path of the group. */
  ORGANIZATION_NAME: ({ repository }) => [
    repository.fullName.slice(0, Math.max(0, repository.fullName.lastIndexOf('/'))),
  ],
  /** "Works with WORKFLOW_JOB_QUEUED events only", which start runners instead of builds. */
  WORKFLOW_NAME: () => [],
};

const isSearchable = (changedFiles: RepositoryEvent['changedFiles']): changedFiles is readonly string[] =>
  changedFiles !== 'unknown' && changedFiles.reduce((length, path) => length + path.length, 0) <= MOST_PATHS;
