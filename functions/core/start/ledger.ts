import { digest } from '../digest.ts';
import type { Target } from '../statuses/target.ts';

/**
 * The states of a job in the ledger. STARTING has a lease: whoever finds it expired takes over the start. FAILED is
 * final, unless a redriven message starts the job again with the next generation and a new token.
 */
export const LEDGER_STATES = ['STARTING', 'STARTED', 'SUPERSEDED', 'FAILED'] as const;
type LedgerState = (typeof LEDGER_STATES)[number];

export interface LedgerEntry {
  readonly ledgerKey: string;
  readonly state: LedgerState;
  /** Random per attempt: distinguishes my own write, whose response was lost, from another attempt's. */
  readonly owner: string;
  /** Milliseconds since 1970, like all times here. */
  readonly leaseUntil: number;
  readonly generation: number;
  /** When this generation's token was first sent. */
  readonly tokenSince: number;
  /** CodeBuild refused this start with a report to the Git host, so it is tried without one. */
  readonly withoutReport?: true;
  readonly buildId?: string;
  /** Where its statuses are sent; absent if Pushlight reports none. */
  readonly target?: Target;
  /** A digest of what is started under this key, for a key that a caller chose and could use for another start. */
  readonly request?: string;
  /** The response that the caller got, to be sent again. */
  readonly response?: string;
  /** Until then, the key means this start; a later use is another start. By default, until the entry expires. */
  readonly countsUntil?: number;
  readonly expiresAt: number;
}

/** What an attempt wants to start, and how long the ledger remembers it. */
export interface Wanted extends Pick<LedgerEntry, 'ledgerKey' | 'owner' | 'request' | 'target'> {
  /** In milliseconds. */
  readonly memory: number;
  /** How long a caller's key is valid, in milliseconds; by default, as long as it is remembered. */
  readonly counts?: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * Longer than the trigger's timeout of 60 s (serverless.yml), so that the owner of an expired lease is no longer
 * running.
 */
export const LEASE = 2 * MINUTE;

/** Longer than a message can wait: 14 days in the queue, plus the time within which a hook can redeliver. */
export const MEMORY = 30 * DAY;
/** Older jobs are refused, since the ledger may no longer know whether they were started. */
export const OLDEST_JOB = 28 * DAY;

/** How far the clocks of two attempts may differ. */
const CLOCKS_DIFFER = MINUTE;

/** CodeBuild remembers an idempotency token for five minutes. */
const TOKEN_PROTECTS = 5 * MINUTE - CLOCKS_DIFFER;

export type Claim =
  | { readonly kind: 'claim'; readonly entry: LedgerEntry; readonly searchFirst: boolean }
  | { readonly kind: 'done'; readonly entry: LedgerEntry }
  /** The key belongs to another request. */
  | { readonly kind: 'other'; readonly entry: LedgerEntry }
  /** Another attempt holds the lease. */
  | { readonly kind: 'held'; readonly entry: LedgerEntry };

/** What an attempt can do, according to the ledger. */
export function claim({ memory, counts, ...wanted }: Wanted, known: LedgerEntry | undefined, now: number): Claim {
  const fresh = {
    ...wanted,
    state: 'STARTING',
    leaseUntil: now + LEASE,
    expiresAt: now + memory,
    ...(counts !== undefined && { countsUntil: now + counts }),
  } as const;
  const another = (generation: number): Claim => ({
    kind: 'claim',
    entry: { ...fresh, generation, tokenSince: now },
    searchFirst: false,
  });
  if (!known || known.expiresAt <= now) {
    return another(1);
  }
  if (known.countsUntil !== undefined && known.countsUntil <= now) return another(known.generation + 1);
  if (known.request !== wanted.request) return { kind: 'other', entry: known };
  switch (known.state) {
    case 'STARTED':
    case 'SUPERSEDED':
      return { kind: 'done', entry: known };
    case 'FAILED':
      return another(known.generation + 1);
    case 'STARTING': {
      // A lease that ends later than possible was taken by a clock that was ahead. Otherwise it would block for that long.
      const isHeld = known.leaseUntil > now && known.leaseUntil <= now + LEASE + CLOCKS_DIFFER;
      if (known.owner !== wanted.owner && isHeld) return { kind: 'held', entry: known };
      const { generation, tokenSince, withoutReport, target } = known;
      const tokenAge = now - tokenSince;
      // A token from the future was sent by a clock that was ahead, so nobody knows when it was sent.
      const searchFirst = tokenAge > TOKEN_PROTECTS || tokenAge < 0;
      return {
        kind: 'claim',
        entry: {
          ...fresh,
          generation,
          tokenSince,
          ...(withoutReport && { withoutReport }),
          // An earlier attempt may have told that commit and context that the build waits.
          ...(target && { target }),
        },
        searchFirst,
      };
    }
  }
}

export const idempotencyToken = ({ ledgerKey, generation }: LedgerEntry): string =>
  digest(ledgerKey, String(generation));
