import type { DetailedRecord } from '../builds/build-record.ts';
import type { Tell } from '../builds/build-ports.ts';
import type { Configuration } from '../configuration.ts';
import { buildPath } from '../page-path.ts';
import type { Queue } from '../ports.ts';
import { buildUrl } from '../statuses/build-url.ts';
import { statusOfBuild, targetOfBuild } from '../statuses/report-build.ts';
import { writeStatusMessage } from '../statuses/status-message.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Ledger } from './start-ports.ts';

export interface TellPorts {
  readonly configuration: Configuration;
  readonly ledger: Pick<Ledger, 'read' | 'write'>;
  /** The queue of `report`. */
  readonly commitStatuses: Queue;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The public address of the pages. Absent if it is not known, as on this machine. */
  readonly pagesUrl?: string | undefined;
}

/**
 * Reports a build's state to its commit, if the ledger contains the build's start and that is to be reported. Undefined
 * if no hook has a credential: then nothing is read, either.
 */
export function tellCommit(ports: TellPorts): Tell | undefined {
  const { configuration, ledger, commitStatuses, region, pagesUrl, now } = ports;
  if (![...configuration.hooks.values()].some(({ credential }) => credential !== undefined)) return undefined;
  return async (record: DetailedRecord, lost) => {
    const entry = record.marker === undefined ? undefined : await ledger.read(record.marker);
    const target = entry && targetOfBuild(record, entry);
    if (entry && !target && isUndecided(record, entry, now())) {
      throw new Error(`The ledger does not name the build ${record.buildId} yet, so its commit has to wait.`);
    }
    if (!target) return;
    // Only once: the commit that CodeBuild resolved also applies to retries, whatever theirs resolves to.
    if (target.commit !== entry.target?.commit) await ledger.write({ ...entry, target }, entry);
    const { project, number } = record;
    const hasPage = pagesUrl !== undefined && configuration.projects.get(project)?.pages !== undefined;
    const page = hasPage ? pagesUrl + buildPath(project, number) : buildUrl(record, region);
    const status = statusOfBuild(record, target, page, lost);
    if (status) await commitStatuses.send(writeStatusMessage(status));
  };
}

/** Longer than until the next attempt of a start whose response was lost (retry-delay.ts). */
const NEXT_ATTEMPT = 10 * 60_000;

/**
 * Whether a build may be the entry's own, whose commit is then the target's, but the response to its start was lost. Its
 * state must not be recorded before the next attempt has found it, or else nothing would report it later.
 */
const isUndecided = ({ project, commit, startedAt }: DetailedRecord, entry: LedgerEntry, now: number): boolean =>
  entry.state === 'STARTING' &&
  entry.target?.project === project &&
  entry.target.commit === undefined &&
  commit !== undefined &&
  startedAt !== undefined &&
  now - startedAt < NEXT_ATTEMPT;
