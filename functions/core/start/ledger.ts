import { digest } from '../digest.ts';

/**
 * The ledger's states of one job. STARTING holds a lease: whoever finds it run out takes the start over.
 * FAILED is an end that a redriven message may begin again, under the next generation and so a new token.
 */
export const LEDGER_STATES = ['STARTING', 'STARTED', 'SUPERSEDED', 'FAILED'] as const;
type LedgerState = (typeof LEDGER_STATES)[number];

export interface LedgerEntry {
  readonly ledgerKey: string;
  readonly state: LedgerState;
  /** Random per attempt: tells my own write, whose response was lost, from another's. */
  readonly owner: string;
  /** Milliseconds since 1970, like all times here. */
  readonly leaseUntil: number;
  readonly generation: number;
  /** When this generation's token was first sent. */
  readonly tokenSince: number;
  /** CodeBuild refused this start with a report to the Git host: it is tried without. */
  readonly withoutReport?: true;
  readonly buildId?: string;
  /** A digest of what is started under this key, where a caller chose the key and could use it for something else. */
  readonly request?: string;
  /** The response that the caller got, to be sent again. */
  readonly response?: string;
  readonly expiresAt: number;
}

/** What an attempt wants to start, and for how long it is to be remembered. */
export interface Wanted extends Pick<LedgerEntry, 'ledgerKey' | 'owner' | 'request'> {
  /** In milliseconds. */
  readonly memory: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Longer than the trigger's timeout of 60 s (serverless.yml), so that a lease ends only when its owner has. */
export const LEASE = 2 * MINUTE;

/** Longer than a message can wait: 14 days in the queue, and a hook's own redelivery window. */
export const MEMORY = 30 * DAY;
/** A job older than this is refused: the ledger may no longer know whether it was started. */
export const OLDEST_JOB = 28 * DAY;

/** How far the clocks of two attempts may differ. */
const CLOCKS_DIFFER = MINUTE;

/** CodeBuild remembers an idempotency token for five minutes. */
const TOKEN_PROTECTS = 5 * MINUTE - CLOCKS_DIFFER;

export type Claim =
  | { readonly kind: 'claim'; readonly entry: LedgerEntry; readonly searchFirst: boolean }
  | { readonly kind: 'done'; readonly entry: LedgerEntry }
  /** The key stands for something else. */
  | { readonly kind: 'other'; readonly entry: LedgerEntry }
  /** Another attempt holds the lease. */
  | { readonly kind: 'held'; readonly entry: LedgerEntry };

/** What an attempt may do, given what the ledger says. */
export function claim({ memory, ...wanted }: Wanted, known: LedgerEntry | undefined, now: number): Claim {
  const fresh = { ...wanted, state: 'STARTING', leaseUntil: now + LEASE, expiresAt: now + memory } as const;
  if (!known || known.expiresAt <= now) {
    return { kind: 'claim', entry: { ...fresh, generation: 1, tokenSince: now }, searchFirst: false };
  }
  if (known.request !== wanted.request) return { kind: 'other', entry: known };
  switch (known.state) {
    case 'STARTED':
    case 'SUPERSEDED':
      return { kind: 'done', entry: known };
    case 'FAILED':
      return {
        kind: 'claim',
        entry: { ...fresh, generation: known.generation + 1, tokenSince: now },
        searchFirst: false,
      };
    case 'STARTING': {
      // A lease that ends later than any can was taken by a clock that was ahead, and would hold for as long.
      const isHeld = known.leaseUntil > now && known.leaseUntil <= now + LEASE + CLOCKS_DIFFER;
      if (known.owner !== wanted.owner && isHeld) return { kind: 'held', entry: known };
      const { generation, tokenSince, withoutReport } = known;
      const tokenAge = now - tokenSince;
      // A token from the future was sent by a clock that was ahead: nobody knows when.
      const searchFirst = tokenAge > TOKEN_PROTECTS || tokenAge < 0;
      return {
        kind: 'claim',
        entry: { ...fresh, generation, tokenSince, ...(withoutReport && { withoutReport }) },
        searchFirst,
      };
    }
  }
}

export const idempotencyToken = ({ ledgerKey, generation }: LedgerEntry): string =>
  digest(ledgerKey, String(generation));
