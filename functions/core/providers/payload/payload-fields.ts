import { branchRef, isCommit, refKind, tagRef } from '../../ref.ts';
import { members } from './members.ts';
import { Misread, misread } from './misread.ts';
import type { Reader } from './reader.ts';

export const text: Reader<string> = (value) => (typeof value === 'string' ? value : misread('string', value));

export const boolean: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : misread('boolean', value));

/** A list of anything; its user reads each item. */
export const list: Reader<readonly unknown[]> = (value) => (Array.isArray(value) ? value : misread('a list', value));

export const anything: Reader<unknown> = (value) => value;

/** Also allows null and undefined, which are read as `absent`. */
export function ifAny<T>(reader: Reader<T>): Reader<T | undefined>;
export function ifAny<T, A>(reader: Reader<T>, absent: A): Reader<T | A>;
export function ifAny<T, A>(reader: Reader<T>, absent?: A): Reader<T | A | undefined> {
  return (value) => (value === undefined || value === null ? absent : reader(value));
}

/**
 * Fields that the payloads of all hosts have in common. First, those that determine what is built: an invalid one is an
 * error.
 */

export const commitId: Reader<string> = (value) =>
  typeof value === 'string' && isCommit(value) ? value : misread('a commit id of 40 or 64 hex digits', value);

/** For fields that a host may leave empty: null, an empty string, or absent. */
export const commitIfAny: Reader<string | undefined> = ifAny((value) => (value === '' ? undefined : commitId(value)));

const isCounted = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 1;

/** The host's sequential id of a repository or project, as text: names can be reassigned, ids cannot. */
export const numericId: Reader<string> = (value) =>
  isCounted(value) ? String(value) : misread('a whole number of 1 or more', value);

export const pullRequestNumber: Reader<number> = (value) =>
  isCounted(value) ? value : misread('a whole number of 1 or more', value);

/** Half a surrogate pair has no UTF-8. */
const isBrief = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value !== '' && value.length <= most && value.isWellFormed();

/** A textual id. */
export const textId: Reader<string> = (value) =>
  isBrief(value, 200) ? value : misread('1 to 200 characters of text', value);

/** The full name of a repository. */
export const fullName: Reader<string> = (value) =>
  isBrief(value, 500) ? value : misread('1 to 500 characters of text', value);

/** "main", read as the full ref. */
export const branch: Reader<string> = (value) => {
  const ref = typeof value === 'string' ? branchRef(value) : '';
  return refKind(ref) === 'branch' ? ref : misread('a name that Git allows for a branch', value);
};

/** "v1", read as the full ref. */
export const tag: Reader<string> = (value) => {
  const ref = typeof value === 'string' ? tagRef(value) : '';
  return refKind(ref) === 'tag' ? ref : misread('a name that Git allows for a tag', value);
};

/** The full ref of a branch or tag. */
export const pushedRef: Reader<string> = (value) => {
  const kind = typeof value === 'string' ? refKind(value) : undefined;
  return kind === 'branch' || kind === 'tag' ? (value as string) : misread('a branch or a tag in full', value);
};

/** What happened to a pull request or release; empty if the payload does not contain it. */
export const action = ifAny(text, '');

/** The action alone, which decides whether the rest of a pull request or release is read at all. */
export const withAction = members({ action });

/** Fields that are only passed on: an invalid one counts as absent, and the build starts without it. */

export function passed<T>(reader: Reader<T>): (value: unknown) => T | undefined {
  return (value) => {
    const read = reader(value);
    return read instanceof Misread ? undefined : read;
  };
}

export const passedText = passed(text);

/** A number or a text. */
export const passedTime = (value: unknown): number | string | undefined =>
  typeof value === 'number' || typeof value === 'string' ? value : undefined;

/** A textual id. */
export const passedId = passed(textId);

export const passedFlag = passed(boolean);

export const passedCommit = passed(commitId);

/** The commit that a push of GitHub or Gitea moves its ref to; for an annotated tag, the tagged commit. */
export const passedHead = passed(members({ id: commitIfAny, message: passedText }));

/**
 * The id of an account, for filters. The hosts' own accounts have special ids: gitea-actions has -2, and a deleted user
 * -1.
 */
export const actorId = (value: unknown): string =>
  Number.isSafeInteger(value) ? String(value) : (passedId(value) ?? '');

const account = passed(members({ id: actorId }));

export const actor = (value: unknown): { readonly id: string } => account(value) ?? { id: '' };
