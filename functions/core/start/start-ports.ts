import type { LedgerEntry } from './ledger.ts';
import type { StartedRef } from './started-ref.ts';

/** The ledger of deliveries: what makes a start happen once. */
export interface Ledger {
  /** Consistent. */
  read(ledgerKey: string): Promise<LedgerEntry | undefined>;
  /** Writes only if the entry is still as `known`; says whether it wrote. */
  write(entry: LedgerEntry, known: LedgerEntry | undefined): Promise<boolean>;
  /** Consistent. */
  readStarted(project: string, ref: string): Promise<StartedRef | undefined>;
  /** Writes only if the ref's memory is still as `known`; says whether it wrote. */
  writeStarted(project: string, ref: string, started: StartedRef, known: StartedRef | undefined): Promise<boolean>;
}
