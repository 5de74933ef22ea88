import type { StatusApi } from '../providers/statuses/status-api.ts';
import type { SentStatus } from './status-ports.ts';
import type { StatusMessage } from './status-message.ts';

type Placed = Pick<StatusMessage, 'number' | 'rank' | 'state'>;

/** Later is greater: by build number, then by rank. A status without a build has number 0. */
export const compareStatuses = (one: Placed, other: Placed): number =>
  one.number - other.number || one.rank - other.rank;

/**
 * What to do with a status, given what was sent last for its commit and context.
 * - drop: something later was sent, or the host shows the same already.
 * - send: it was never sent.
 * - settle: it is not known whether the host has what was sent last, which decides.
 */
export function decideStatus(
  status: Placed,
  known: SentStatus | undefined,
  states: StatusApi['states'],
): 'drop' | 'send' | 'settle' {
  if (!known) return 'send';
  if (known.phase === 'full') return 'drop';
  const order = compareStatuses(status, known);
  const isSending = known.phase === 'sending';
  if (order < 0 || (order === 0 && !(isSending && known.state === status.state))) return 'drop';
  if (isSending) return 'settle';
  // "Running" where it is shown like "queued", and an end that CodeBuild confirms.
  return status.number === known.number && states[status.state] === states[known.state] ? 'drop' : 'send';
}
