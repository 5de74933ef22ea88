import { RANK } from '../builds/build-record.ts';
import { compareStatuses } from './status-order.ts';
import type { StatusMessage } from './status-message.ts';

interface Carrier {
  readonly message: StatusMessage;
}

/**
 * Which of a commit's queued statuses to send: the latest of each key, ends first. The others are outdated.
 *
 * @param keyOf statuses with the same key replace each other
 */
export function planStatuses<C extends Carrier>(
  carriers: readonly C[],
  keyOf: (message: StatusMessage) => string,
): readonly C[] {
  const latest = new Map<string, C>();
  for (const carrier of carriers) {
    const key = keyOf(carrier.message);
    const known = latest.get(key);
    if (!known || compareStatuses(carrier.message, known.message) > 0) latest.set(key, carrier);
  }
  return [...latest.values()].toSorted((one, other) => weight(other) - weight(one));
}

const weight = ({ message }: Carrier): number => Number(message.rank >= RANK.endedByEvent);
