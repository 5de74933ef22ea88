import { digest } from '../digest.ts';
import type { Wait } from './api-ports.ts';
import type { ApiPorts } from './api-ports.ts';
import { withWait } from './waits.ts';

/** How often to try if other requests change the list at the same time. */
const ATTEMPTS = 5;
/**
 * How long after its wait an instance has certainly ended: the function's timeout is 29 s, and the longest wait 20 s.
 */
const GRACE = 9000;

type Ports = Pick<ApiPorts, 'waits' | 'now' | 'newOwner' | 'onError'>;

/**
 * Waits if fewer than the allowed number of requests are waiting in all instances of the function.
 * @returns undefined after the wait, or immediately the number of seconds after which to ask again
 */
export async function waitInTurn(
  callerId: string,
  milliseconds: number,
  wait: () => Promise<void>,
  ports: Ports,
): Promise<number | undefined> {
  // If the instance crashes, its turn expires at this time.
  const until = ports.now() + milliseconds + GRACE;
  const turn = { id: ports.newOwner(), caller: digest(callerId), until };
  const refused = await takeTurn(turn, ports);
  if (refused !== undefined) return refused;
  try {
    await wait();
  } finally {
    await endTurn(turn, ports);
  }
  return undefined;
}

async function takeTurn(turn: Wait, { waits, now, newOwner, onError }: Ports): Promise<number | undefined> {
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const known = await waits.read();
      const changed = withWait(known.waits, turn, now());
      if ('retryAfter' in changed) return changed.retryAfter;
      if (await waits.write({ ...changed, version: newOwner() }, known)) return undefined;
    }
  } catch (error) {
    onError('wait-not-begun', error);
  }
  return 1;
}

/** If this fails, the turn expires by itself. */
async function endTurn({ id }: Wait, { waits, newOwner, onError }: Ports): Promise<void> {
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const known = await waits.read();
      const others = known.waits.filter((wait) => wait.id !== id);
      if (await waits.write({ waits: others, version: newOwner() }, known)) return;
    }
  } catch (error) {
    onError('wait-not-ended', error);
  }
}
