import type { StatusApi } from '../providers/statuses/status-api.ts';
import type { CommitState } from '../vocabulary.ts';
import type { SentStatus } from './status-ports.ts';
import type { StatusMessage } from './status-message.ts';
import type { Unbuilt } from './without-build.ts';

type Placed = Pick<StatusMessage, 'number' | 'rank' | 'state'>;

/**
 * Without a build, "not needed" is the weakest: a success that a push to one branch gave the commit must not hide that
 * a push of the same commit to another branch waits or was refused.
 */
const WITHOUT_BUILD: Readonly<Record<Unbuilt, number>> = { 'not needed': 0, waiting: 1, superseded: 2, refused: 3 };

const isWithoutBuild = (state: CommitState): state is Unbuilt => Object.hasOwn(WITHOUT_BUILD, state);

const stepOf = ({ number, rank, state }: Placed): number =>
  number === 0 && isWithoutBuild(state) ? WITHOUT_BUILD[state] : rank;

/**
 * Compares by build number, then by rank; a later status is greater. A status without a build has number 0 and is
 * compared by its state.
 */
export const compareStatuses = (one: Placed, other: Placed): number =>
  one.number - other.number || stepOf(one) - stepOf(other);

/**
 * What to do with a status, given the last one that was sent for its commit and context.
 * - drop: a later one was sent, or the host already shows the same.
 * - send: it was never sent.
 * - settle: first find out whether the host has the last one, because the decision depends on it.
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
  // For example "running" if it is shown like "queued", or an end that CodeBuild confirms.
  return status.number === known.number && states[status.state] === states[known.state] ? 'drop' : 'send';
}
