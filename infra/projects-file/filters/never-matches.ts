import type { FilterType } from '../../../functions/core/vocabulary.ts';
import type { TRIGGER_FINDINGS } from '../../findings/trigger-findings.ts';

/** The finding for a filter that matches none of the values that it can see. */
export const NEVER_MATCHES = {
  EVENT: 'event-never-matches',
  ACTOR_ACCOUNT_ID: 'account-id-never-matches',
  HEAD_REF: 'head-ref-never-matches',
  BASE_REF: 'base-ref-never-matches',
  FILE_PATH: 'file-path-never-matches',
  COMMIT_MESSAGE: 'commit-message-never-matches',
  TAG_NAME: 'tag-name-never-matches',
  RELEASE_NAME: 'release-name-never-matches',
  REPOSITORY_NAME: 'repository-name-never-matches',
  ORGANIZATION_NAME: 'organization-name-never-matches',
  WORKFLOW_NAME: 'runner-filter',
} as const satisfies Readonly<Record<FilterType, keyof typeof TRIGGER_FINDINGS>>;
