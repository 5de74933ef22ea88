import { RANK } from '../builds/build-record.ts';
import type { CommitState } from '../vocabulary.ts';
import type { StatusMessage } from './status-message.ts';
import type { Target } from './target.ts';

/** What did not become a build, or has not yet. */
export type Unbuilt = Extract<CommitState, 'waiting' | 'superseded' | 'refused' | 'not needed'>;

const MOST_CHARACTERS = 1000;

/** The status of what has no build; undefined where it is not known of which commit. */
export function statusWithoutBuild(target: Target, state: Unbuilt, text: string): StatusMessage | undefined {
  const { commit, link } = target;
  if (commit === undefined) return undefined;
  return {
    v: 1,
    target: { ...target, commit },
    state,
    number: 0,
    rank: state === 'waiting' ? RANK.queued : RANK.ended,
    description: text.slice(0, MOST_CHARACTERS),
    ...(link !== undefined && { url: link }),
  };
}

/** "Superseded" names the push that did it, where it is known. */
export const supersededBy = (commit: string | undefined): string =>
  commit === undefined ? 'superseded by a newer push' : `superseded by ${commit.slice(0, 7)}`;

/** By the name of CodeBuild's error. */
export const waitingFor = (error: string): string =>
  error === 'AccountLimitExceededException'
    ? "waiting: the account's limit of builds is reached"
    : `waiting: CodeBuild did not accept the build yet (${error})`;
