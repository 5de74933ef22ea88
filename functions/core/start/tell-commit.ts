import type { DetailedRecord } from '../builds/build-record.ts';
import type { Tell } from '../builds/build-ports.ts';
import type { Configuration } from '../configuration.ts';
import { buildPath } from '../page-path.ts';
import type { Queue } from '../ports.ts';
import { buildUrl } from '../statuses/build-url.ts';
import { statusOfBuild, targetOfBuild } from '../statuses/report-build.ts';
import { writeStatusMessage } from '../statuses/status-message.ts';
import type { Ledger } from './start-ports.ts';

export interface TellPorts {
  readonly configuration: Configuration;
  readonly ledger: Pick<Ledger, 'read' | 'write'>;
  /** The queue of `report`. */
  readonly commitStatuses: Queue;
  readonly region: string;
  /** The public address of the pages. Absent if it is not known, as on this machine. */
  readonly pagesUrl?: string | undefined;
}

/**
 * Reports a build's state to its commit, if the ledger contains the build's start and that is to be reported. Undefined
 * if no hook has a credential: then nothing is read, either.
 */
export function tellCommit({ configuration, ledger, commitStatuses, region, pagesUrl }: TellPorts): Tell | undefined {
  if (![...configuration.hooks.values()].some(({ credential }) => credential !== undefined)) return undefined;
  return async (record: DetailedRecord, lost) => {
    const entry = record.marker === undefined ? undefined : await ledger.read(record.marker);
    const target = entry && targetOfBuild(record, entry);
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
