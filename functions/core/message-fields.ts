import * as v from 'valibot';
import { isCommit, refKind } from './ref.ts';

/** Fields of messages between our functions. Their readers do not trust them. */

export const commit = v.pipe(v.string(), v.check(isCommit, 'is not a commit id'));
export const MOST_CHARACTERS = 1000;
export const text = v.pipe(v.string(), v.maxLength(MOST_CHARACTERS));
export const fullRef = v.pipe(
  v.string(),
  v.check((ref) => refKind(ref) !== undefined, 'is not a full ref'),
);
