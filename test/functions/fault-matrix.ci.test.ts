import { afterAll, beforeAll, test } from 'vitest';
import { MOST_CALLS, startFaultMatrix } from './fault-matrix.ts';
import { FAULTS, type Fault } from './faults.ts';

let matrix: Awaited<ReturnType<typeof startFaultMatrix>>;
beforeAll(async () => {
  matrix = await startFaultMatrix();
});
afterAll(() => matrix.stop());

const plans = Array.from({ length: MOST_CALLS }, (_, at) =>
  (Object.keys(FAULTS) as Fault[]).flatMap((fault) => [
    { at, fault, lasting: false },
    { at, fault, lasting: true },
  ]),
).flat();

test.concurrent.for(plans)(
  'call $at $fault (its caller dies: $lasting), and the push is acknowledged, built once and shown',
  async (plan, { expect }) => {
    expect(await matrix.push(plan)).toMatchObject({ answer: 202, builds: 1, latest: 'SUCCEEDED' });
  },
);
