import { RANK } from '../builds/build-record.ts';
import { compareStatuses } from './status-order.ts';
import type { StatusMessage } from './status-message.ts';

interface Carrier {
  readonly message: StatusMessage;
}

/** Which of a commit's queued statuses to send: the latest of each context, ends first. The others are outdated. */
export function planStatuses<C extends Carrier>(carriers: readonly C[]): readonly C[] {
  const latest = new Map<string, C>();
  for (const carrier of carriers) {
    const { context } = carrier.message.target;
    const known = latest.get(context);
    if (!known || compareStatuses(carrier.message, known.message) > 0) latest.set(context, carrier);
  }
  return [...latest.values()].toSorted((one, other) => weight(other) - weight(one));
}

const weight = ({ message }: Carrier): number => Number(message.rank >= RANK.endedByEvent);
