import type { LedgerEntry } from './ledger.ts';
import type { StartedRef } from './started-ref.ts';

/** The ledger of deliveries, which ensures that each starts once. */
export interface Ledger {
  /** A consistent read. */
  read(ledgerKey: string): Promise<LedgerEntry | undefined>;
  /** Writes only if the entry still equals `known`; returns whether it wrote. */
  write(entry: LedgerEntry, known: LedgerEntry | undefined): Promise<boolean>;
  /** A consistent read. */
  readStarted(project: string, ref: string): Promise<StartedRef | undefined>;
  /** Writes only if the stored memory of the ref still equals `known`; returns whether it wrote. */
  writeStarted(project: string, ref: string, started: StartedRef, known: StartedRef | undefined): Promise<boolean>;
}
