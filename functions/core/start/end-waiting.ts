import type { StatusMessage } from '../statuses/status-message.ts';
import { statusWithoutBuild } from '../statuses/without-build.ts';
import type { Job } from './job.ts';
import type { Ledger } from './start-ports.ts';

interface WaitingPorts {
  readonly ledger: Pick<Ledger, 'read'>;
  readonly tell: (status: StatusMessage) => Promise<void>;
}

/**
 * Ends the status of a job that the projects file no longer allows. Only an earlier attempt can have started one, and
 * the ledger has its target: the projects file may no longer have the project or the hook.
 */
export async function endWaiting({ ledgerKey, project }: Job, { ledger, tell }: WaitingPorts): Promise<void> {
  const entry = await ledger.read(ledgerKey);
  if (entry?.state !== 'STARTING' || entry.target?.project !== project) return;
  const status = statusWithoutBuild(entry.target, 'refused', 'not built: its project or webhook has changed');
  if (status) await tell(status);
}
