import { RANK } from '../builds/build-record.ts';
import type { CommitState } from '../vocabulary.ts';
import type { StatusMessage } from './status-message.ts';
import type { Target } from './target.ts';

/** States of something that did not become a build, or has not yet. */
export type Unbuilt = Extract<CommitState, 'waiting' | 'superseded' | 'refused' | 'not needed'>;

const MOST_CHARACTERS = 1000;

/** The status of something without a build; undefined if its commit is not known. */
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

/** "Superseded" names the newer push, if it is known. */
export const supersededBy = (commit: string | undefined): string =>
  commit === undefined ? 'superseded by a newer push' : `superseded by ${commit.slice(0, 7)}`;

/** By the name of CodeBuild's error. */
export const waitingFor = (error: string): string =>
  error === 'AccountLimitExceededException'
    ? 'waiting: the account has reached its limit of builds'
    : `waiting: CodeBuild has not accepted the build yet (${error})`;
