import { afterAll, beforeAll, inject, test } from 'vitest';
import { rounds } from '../soak.ts';
import { AS_IT_SHOULD, MOST_CALLS, startFaultMatrix } from './fault-matrix.ts';
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

/** A quarter of the plans, chosen by the seed; `npm run soak` tries all of them. */
const QUARTER = 4;
const tried = plans.filter((_, index) => rounds(1) > 1 || index % QUARTER === inject('seed') % QUARTER);

test.concurrent.for(tried)(
  'if call $at $fault (its caller dies: $lasting), the push is acknowledged, built once, and shown on its badge and commit',
  async (plan, { expect }) => {
    expect(await matrix.push(plan)).toMatchObject(AS_IT_SHOULD);
  },
);
