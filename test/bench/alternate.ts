import { performance } from 'node:perf_hooks';
import { median } from './row.ts';
import { samples } from './samples.ts';

const ROUNDS = samples(31);
const WARM_UP_ROUNDS = 5;

/**
 * Median milliseconds of each side. The rounds alternate, so that changes in the machine's load affect all sides alike.
 *
 * @param sides the functions to measure; each gets the number of its previous calls
 * @param callsPerRound of each side
 */
export async function alternate<K extends string>(
  sides: Readonly<Record<K, (call: number) => unknown>>,
  callsPerRound: number,
): Promise<Record<K, number>> {
  const names = Object.keys(sides) as K[];
  const times = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
    for (const name of names) {
      const start = performance.now();
      for (let call = 0; call < callsPerRound; call++) await sides[name](round * callsPerRound + call);
      const each = (performance.now() - start) / callsPerRound;
      if (round >= WARM_UP_ROUNDS) times.get(name)!.push(each);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name)!)])) as Record<K, number>;
}
