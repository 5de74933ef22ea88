import { timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import { digest } from '../digest.ts';
import { ACTIONS, type Grant } from '../api-access.ts';

/**
 * What is stored about a token, in the parameter `/pushlight/{stage}/tokens/{id}`. All times are in milliseconds since
 * 1970.
 */
export interface TokenRecord {
  readonly name: string;
  /** SHA-256 of the whole token, in hex. */
  readonly hash: string;
  readonly grant: Grant;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** The token that the last rotation replaced. */
  readonly previous?: { readonly hash: string; readonly until: number };
}

export const hashToken = (token: string): string => digest(token);

const texts = v.array(v.string());
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const time = v.pipe(v.string(), v.isoTimestamp(), v.transform(Date.parse));

const Stored = v.object({
  v: v.literal(1),
  name: v.string(),
  hash,
  grant: v.object({ projects: texts, actions: v.array(v.picklist(ACTIONS)), refs: texts, variables: texts }),
  createdAt: time,
  expiresAt: time,
  previous: v.exactOptional(v.object({ hash, until: time })),
});

export function writeTokenRecord({ createdAt, expiresAt, previous, ...rest }: TokenRecord): string {
  return JSON.stringify({
    v: 1,
    ...rest,
    createdAt: writeTime(createdAt),
    expiresAt: writeTime(expiresAt),
    ...(previous && { previous: { ...previous, until: writeTime(previous.until) } }),
  });
}

const writeTime = (time: number): string => new Date(time).toISOString();

/** Undefined for a text that is not a valid record: an unreadable record lets nobody in. */
export function readTokenRecord(text: string): TokenRecord | undefined {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Stored), text);
  if (!read.success) return undefined;
  const { v: _version, ...record } = read.output;
  return record;
}

/** No token has this hash. */
const NO_HASH = '0'.repeat(64);

/**
 * Why a token with the record's id is not valid; undefined for a valid one. Takes the same time for any token, with or
 * without a record.
 */
export function whyInvalid(token: string, record: TokenRecord | undefined, now: number): string | undefined {
  const presented = Buffer.from(hashToken(token));
  const is = (hash = NO_HASH): boolean => timingSafeEqual(presented, Buffer.from(hash));
  const isCurrent = is(record?.hash);
  const isPrevious = is(record?.previous?.hash);
  if (!record) return 'there is no such token';
  if (!isCurrent && !isPrevious) return 'the secret is wrong';
  if (now >= record.expiresAt) return 'the token has expired';
  return isCurrent || now < (record.previous?.until ?? 0)
    ? undefined
    : 'the token was rotated, and its grace period is over';
}
