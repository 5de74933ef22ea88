import { afterAll, beforeAll, expect, test } from 'vitest';
import { AS_IT_SHOULD, MOST_CALLS, startFaultMatrix } from './fault-matrix.ts';
import { FAULTS, type Fault } from './faults.ts';

let matrix: Awaited<ReturnType<typeof startFaultMatrix>>;
beforeAll(async () => {
  matrix = await startFaultMatrix();
});
afterAll(() => matrix.stop());

test('a push makes no more calls than the matrix tries', async () => {
  const { calls, ...outcome } = await matrix.push({ fault: 'is cut off', at: Infinity, lasting: false });
  expect(outcome).toEqual(AS_IT_SHOULD);
  expect(calls).toBeGreaterThan(20);
  expect(calls).toBeLessThan(MOST_CALLS);
});

/** Each call with one of the faults; fault-matrix.ci.test.ts has them all. */
const faults = Object.keys(FAULTS) as Fault[];
const plans = Array.from({ length: MOST_CALLS }, (_, at) => {
  return { at, fault: faults[at % faults.length]!, lasting: at % 2 === 1 };
});

test.concurrent.for(plans)(
  'if call $at $fault (its caller dies: $lasting), the push is acknowledged, built once, and shown on its badge and commit',
  async (plan, { expect }) => {
    expect(await matrix.push(plan)).toMatchObject(AS_IT_SHOULD);
  },
);

test('whatever fails, no secret, signature, key or body is logged', () => {
  const lines = matrix.logged.join('\n');
  expect(lines).toContain('delivery-not-taken');
  for (const secret of matrix.secrets) expect(lines).not.toContain(secret);
});
