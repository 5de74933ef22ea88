import { timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import { digest } from '../digest.ts';
import { ACTIONS, type Grant } from '../api-access.ts';

/** What is kept of a token, in a parameter `/pushlight/{stage}/tokens/{id}`. All times in milliseconds since 1970. */
export interface TokenRecord {
  readonly name: string;
  /** Of the whole token: SHA-256 in hex. */
  readonly hash: string;
  readonly grant: Grant;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** The token before the last rotation. */
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

/** Undefined for a text that is no record: nobody is let in by what can't be read. */
export function readTokenRecord(text: string): TokenRecord | undefined {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Stored), text);
  if (!read.success) return undefined;
  const { v: _version, ...record } = read.output;
  return record;
}

/** No token has it. */
const NO_HASH = '0'.repeat(64);

/**
 * Why a token of the record's id does not count; undefined for one that does. Takes as long for any token, with a record
 * or without.
 */
export function whyInvalid(token: string, record: TokenRecord | undefined, now: number): string | undefined {
  const presented = Buffer.from(hashToken(token));
  const is = (hash = NO_HASH): boolean => timingSafeEqual(presented, Buffer.from(hash));
  const isCurrent = is(record?.hash);
  const isPrevious = is(record?.previous?.hash);
  if (!record) return 'there is no such token';
  if (!isCurrent && !isPrevious) return "the secret is not the token's";
  if (now >= record.expiresAt) return 'the token has expired';
  return isCurrent || now < (record.previous?.until ?? 0) ? undefined : 'the token was rotated, and its grace is over';
}
