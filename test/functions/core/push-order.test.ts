import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeJob, type Job } from '../../../functions/core/start/job.ts';
import type { LedgerEntry } from '../../../functions/core/start/ledger.ts';
import type { Ledger } from '../../../functions/core/start/start-ports.ts';
import { indexConfiguration } from '../../../functions/core/configuration.ts';
import { startOnce } from '../../../functions/core/start/start-once.ts';
import type { StartedRef } from '../../../functions/core/start/started-ref.ts';
import { pushEvent } from '../push-event.ts';
import { rounds } from '../../soak.ts';
import { webProject } from '../start-world.ts';

const RUNS = { numRuns: rounds(150) };
const SECOND = 1000;
const BEGIN = Date.parse('2026-07-01T12:00:00Z');

/** A push; its place in the history is its time. */
interface Push {
  readonly commit: string;
  readonly previousCommit?: string;
}

/** How a ref moves: to a new commit (a forced push looks the same), back to an older one, or deleted and created there. */
type Step = { readonly kind: 'on' } | { readonly kind: 'back' | 'again'; readonly to: number };

const on = fc.constant<Step>({ kind: 'on' });
const back = fc.nat(30).map((to): Step => ({ kind: 'back', to }));
const again = fc.nat(30).map((to): Step => ({ kind: 'again', to }));

function makeHistory(steps: readonly Step[]): readonly Push[] {
  const commits = ['1'.padStart(40, '0')];
  const pushes: Push[] = [{ commit: commits[0]! }];
  for (const step of steps) {
    const previousCommit = pushes.at(-1)!.commit;
    if (step.kind === 'on') commits.push((commits.length + 1).toString(16).padStart(40, '0'));
    const commit = step.kind === 'on' ? commits.at(-1)! : commits[step.to % commits.length]!;
    // A push that moves nothing does not happen.
    if (commit === previousCommit) continue;
    pushes.push(step.kind === 'again' ? { commit } : { commit, previousCommit });
  }
  return pushes;
}

const history = (...kinds: readonly fc.Arbitrary<Step>[]) =>
  fc.array(fc.oneof(...kinds), { minLength: 1, maxLength: 25 }).map(makeHistory);

interface Arrival {
  /** Its place in the history. */
  readonly push: number;
  /** An arrival of the same push and identity is a duplicate; a redelivery has its own identity. */
  readonly identity: number;
}

/** Each push at least once, some redelivered, some twice, in any order. */
const arrivals = (pushes: readonly Push[], most = 20): fc.Arbitrary<readonly Arrival[]> => {
  const push = fc.nat(pushes.length - 1);
  return fc
    .array(fc.record({ push, identity: fc.nat(2) }), { maxLength: most })
    .map((more) => [...pushes.map((_, index) => ({ push: index, identity: 0 })), ...more])
    .chain((all) => fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }));
};

interface Options {
  readonly signed: boolean;
  readonly cancelInProgress?: boolean;
}

function jobOf(push: Push, { push: place, identity }: Arrival, receivedAt: number, signed: boolean): Job {
  const { previousCommit: _, ...event } = pushEvent({
    ...(signed && { pushedAt: BEGIN + place * SECOND }),
  });
  const received = { hook: 'github', deliveryId: 'd', receivedAt, identity: `${place}/${identity}` };
  return makeJob({ ...event, ...push }, 'web', received);
}

/** A ledger that behaves like the table. */
function ledgerInMemory(): Ledger {
  const entries = new Map<string, LedgerEntry>();
  let memory: StartedRef | undefined;
  return {
    read: (key) => Promise.resolve(entries.get(key)),
    write(entry) {
      entries.set(entry.ledgerKey, entry);
      return Promise.resolve(true);
    },
    readStarted: () => Promise.resolve(memory),
    writeStarted(_project, _ref, started) {
      memory = started;
      return Promise.resolve(true);
    },
  };
}

/** @returns for each arrival whether it built */
async function deliver(pushes: readonly Push[], order: readonly Arrival[], options: Options) {
  const { signed, cancelInProgress = false } = options;
  const configuration = indexConfiguration({
    hooks: [{ name: 'github', provider: 'github', host: 'github.com' }],
    projects: [{ ...webProject, concurrency: { group: 'ref', cancelInProgress } }],
  });
  const ledger = ledgerInMemory();
  let now = BEGIN + 3600 * SECOND;
  let number = 0;
  const start = () => {
    number += 1;
    const id = `web:${number}`;
    return Promise.resolve({ id, project: 'web', number, status: 'IN_PROGRESS', environmentVariables: {} } as const);
  };
  const notAsked = () => Promise.reject(new Error('CodeBuild was asked for something else'));
  const builds = { start, retry: notAsked, stop: notAsked, get: notAsked, newestIds: notAsked };
  const ports = {
    configuration,
    ledger,
    builds,
    now: () => now,
    newOwner: () => String(number),
    keep: async () => {},
    tell: async () => {},
  };
  const outcomes: string[] = [];
  for (const arrival of order) {
    now += SECOND;
    const job = jobOf(pushes[arrival.push]!, arrival, now - 10, signed);
    outcomes.push((await startOnce(job, 1, ports)).kind);
  }
  return outcomes;
}

const BUILT = 'started';
const LATE = 'superseded';
const DUPLICATE = 'done before';

/** The expectation for each arrival; `isLate` gets the pushes that were built before it, in their order. */
function expected(order: readonly Arrival[], isLate: (push: number, built: readonly number[]) => boolean): string[] {
  const seen = new Set<string>();
  const built: number[] = [];
  return order.map(({ push, identity }) => {
    const key = `${push}/${identity}`;
    if (seen.has(key)) return DUPLICATE;
    seen.add(key);
    if (isLate(push, built)) return LATE;
    built.push(push);
    return BUILT;
  });
}

const withOrder = (pushes: fc.Arbitrary<readonly Push[]>, most?: number) =>
  pushes.chain((made) => fc.tuple(fc.constant(made), arrivals(made, most), fc.boolean()));

test('with signed times, pushes before the last build never build and all others do, so the last build is the last push', async () => {
  await fc.assert(
    fc.asyncProperty(withOrder(history(on, back, again)), async ([pushes, order, cancelInProgress]) => {
      const outcomes = await deliver(pushes, order, { signed: true, cancelInProgress });
      expect(outcomes).toEqual(expected(order, (push, built) => push < (built.at(-1) ?? 0)));
      expect(order[outcomes.lastIndexOf(BUILT)]?.push).toBe(pushes.length - 1);
    }),
    RUNS,
  );
});

test('without times, a push to a new commit builds unless the push after it is among the last sixteen builds and the push before it was not built since', async () => {
  const isLate = (push: number, built: readonly number[]) => {
    const remembered = built.slice(-16);
    return remembered.some((one, index) => one === push + 1 && !remembered.slice(index).includes(push - 1));
  };
  await fc.assert(
    fc.asyncProperty(withOrder(history(on)), async ([pushes, order, cancelInProgress]) => {
      const outcomes = await deliver(pushes, order, { signed: false, cancelInProgress });
      expect(outcomes).toEqual(expected(order, isLate));
    }),
    RUNS,
  );
});

test('without times, pushes that arrive in order all build, even if the branch was moved back', async () => {
  await fc.assert(
    fc.asyncProperty(history(on, on, back), fc.boolean(), async (pushes, cancelInProgress) => {
      const order = pushes.flatMap((_, push) => [
        { push, identity: 0 },
        { push, identity: 0 },
      ]);
      const outcomes = await deliver(pushes, order, { signed: false, cancelInProgress });
      expect(outcomes).toEqual(expected(order, () => false));
    }),
    RUNS,
  );
});

test('without times, a push is late only if some build began where the push ended', async () => {
  await fc.assert(
    fc.asyncProperty(withOrder(history(on, back, again)), async ([pushes, order]) => {
      const outcomes = await deliver(pushes, order, { signed: false });
      const built: number[] = [];
      for (const [index, { push }] of order.entries()) {
        const began = built.some((other) => pushes[other]!.previousCommit === pushes[push]!.commit);
        if (!began) expect(outcomes[index]).not.toBe(LATE);
        if (outcomes[index] === BUILT) built.push(push);
      }
    }),
    RUNS,
  );
});
