import { RANK } from '../builds/build-record.ts';
import type { StatusMessage } from './status-message.ts';
import type { SentStatuses } from './status-ports.ts';

const MINUTE = 60_000;

/** What one repository can use of a host's limit. */
const OF_REPOSITORY = 0.7;

/**
 * Counts a status against what its host accepts in a minute of one credential. Ends and other states have half of it
 * each, so that neither waits for the other.
 *
 * @param most undefined where no limit is known
 * @returns undefined when it can be sent now, else the seconds until the next minute
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
  // Whoever asks in vain is counted too: of the hook only once its repository has turns left.
  const hasTurn =
    (await sent.count(`${turns}#${target.fullName.toLowerCase()}`)) <= (most / 2) * OF_REPOSITORY &&
    (await sent.count(turns)) <= most / 2;
  return hasTurn ? undefined : Math.ceil(((minute + 1) * MINUTE - time) / 1000);
}
