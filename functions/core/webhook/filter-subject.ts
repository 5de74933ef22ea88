import type { RepositoryEvent } from '../repository-event.ts';
import type { FilterType } from '../vocabulary.ts';

/** What filters of a type look at in an event; any of it may match. Empty where the event has no such thing. */
export type Observed = readonly string[];

/** @returns "unknown" where the delivery does not tell */
export const observe = (type: FilterType, event: RepositoryEvent): Observed | 'unknown' => SUBJECTS[type](event);

/** What GitHub puts into the largest push is less than that; searching more would take too long. In UTF-16 units. */
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
  /** "… when the path of a changed file matches": any file. Rather one build too many than one too few. */
  FILE_PATH: ({ changedFiles }) => (isSearchable(changedFiles) ? changedFiles : 'unknown'),
  /** "… when the head commit message matches", without the line break that some hosts end it with. */
  COMMIT_MESSAGE: ({ commitMessage }) => one(commitMessage?.replace(/\r?\n$/, '')),
  TAG_NAME: ({ tagName }) => one(tagName),
  RELEASE_NAME: ({ releaseName }) => one(releaseName),
  REPOSITORY_NAME: ({ repository }) => [repository.fullName.slice(repository.fullName.lastIndexOf('/') + 1)],
  /** The owner: of GitLab the whole group. */
  ORGANIZATION_NAME: ({ repository }) => [
    repository.fullName.slice(0, Math.max(0, repository.fullName.lastIndexOf('/'))),
  ],
  /** "Works with WORKFLOW_JOB_QUEUED events only", which start runners and no builds. */
  WORKFLOW_NAME: () => [],
};

const isSearchable = (changedFiles: RepositoryEvent['changedFiles']): changedFiles is readonly string[] =>
  changedFiles !== 'unknown' && changedFiles.reduce((length, path) => length + path.length, 0) <= MOST_PATHS;
