import { RANK } from '../builds/build-record.ts';
import type { StatusMessage } from './status-message.ts';
import type { SentStatuses } from './status-ports.ts';

const MINUTE = 60_000;

/** The share of a host's limit that one repository can use. */
const OF_REPOSITORY = 0.7;

/**
 * Counts a status towards its host's limit per minute and credential. Ends and other states have half of it each, so
 * that neither waits for the other.
 *
 * @param most undefined if no limit is known
 * @returns undefined if it can be sent now, otherwise the seconds until the next minute
 */
export async function takeTurn(
  { target, rank }: StatusMessage,
  hook: string,
  most: number | undefined,
  { sent, now }: { readonly sent: Pick<SentStatuses, 'count'>; readonly now: () => number },
): Promise<number | undefined> {
  if (most === undefined) return undefined;
  const time = now();
  const minute = Math.floor(time / MINUTE);
  const turns = `turns#${rank >= RANK.endedByEvent ? 'ends' : 'others'}#${minute}#${hook}`;
  // Refused attempts are counted as well: the hook's only if its repository has turns left.
  const hasTurn =
    (await sent.count(`${turns}#${target.fullName.toLowerCase()}`)) <= (most / 2) * OF_REPOSITORY &&
    (await sent.count(turns)) <= most / 2;
  return hasTurn ? undefined : Math.ceil(((minute + 1) * MINUTE - time) / 1000);
}
