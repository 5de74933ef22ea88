import fc from 'fast-check';
import { expect, vi } from 'vitest';
import { RANK } from '../../functions/core/builds/build-record.ts';
import { statusApiOf } from '../../functions/core/providers/status-apis.ts';
import { compareStatuses } from '../../functions/core/statuses/status-order.ts';
import { writeStatusMessage, type StatusMessage } from '../../functions/core/statuses/status-message.ts';
import type { CommitState } from '../../functions/core/vocabulary.ts';
import { report } from '../../functions/report.ts';
import { recordLog } from './record-log.ts';
import { batchOf, HOSTS, reportWorld, type Fault } from './report-world.ts';
import { COMMIT, statusMessageOf } from './status-message-of.ts';

const ENDS: readonly CommitState[] = ['succeeded', 'failed', 'timed out', 'fault', 'stopped'];

/** The reports about one build. Events can be lost, but its end is always reported in the end, by reconciling. */
const ofBuild = (number: number) =>
  fc
    .record({ end: fc.constantFrom(...ENDS), queued: fc.boolean(), running: fc.boolean(), byEvent: fc.boolean() })
    .map(({ end, queued, running, byEvent }) => {
      const said = (state: CommitState, rank: StatusMessage['rank'], text: string = state) =>
        statusMessageOf({ state, number, rank, description: `${text} (#${number})` });
      // An event can report FAILED for a build that timed out.
      const told = end === 'timed out' || end === 'fault' ? 'failed' : end;
      return [
        ...(queued ? [said('queued', RANK.queued)] : []),
        ...(running ? [said('running', RANK.running)] : []),
        ...(byEvent ? [said(told, RANK.endedByEvent)] : []),
        said(end, RANK.ended, `${end} in BUILD`),
      ];
    });

const withoutBuild = fc.subarray(['waiting', 'superseded', 'refused', 'not needed'] as const).map((states) =>
  states.map((state) =>
    statusMessageOf({
      state,
      number: 0,
      rank: state === 'waiting' ? RANK.queued : RANK.ended,
      description: state,
    }),
  ),
);

const schedule = fc
  .record({ builds: fc.tuple(ofBuild(1), ofBuild(2), ofBuild(3)), most: fc.nat(3), others: withoutBuild })
  .map(({ builds, most, others }) => [...others, ...builds.slice(0, most).flat()])
  .filter((messages) => messages.some(({ rank }) => rank >= RANK.endedByEvent))
  .chain((messages) =>
    fc.record({
      messages: fc.constant(messages),
      // Late and duplicated reports.
      order: fc
        .shuffledSubarray([...messages.keys(), ...messages.keys()], { minLength: messages.length })
        .map((order) => [...new Set([...order, ...messages.keys()])].concat(order.slice(0, 3))),
      faults: fc.array(fc.constantFrom<Fault>('none', 'none', 'none', 'none', 'before', 'after', 429, 409, 503), {
        maxLength: 40,
      }),
      batch: fc.integer({ min: 1, max: 10 }),
      // Whether the function dies from a fault, or continues with the next message.
      dies: fc.boolean(),
    }),
  );

/** Whatever is late, duplicated or interrupted, a commit on this host shows the one right end, and never goes back. */
export async function checkSchedules(host: (typeof HOSTS)[number], numRuns: number): Promise<void> {
  const [, provider, name] = host;
  const api = statusApiOf({ provider, host: name });
  recordLog();
  await fc.assert(
    fc.asyncProperty(schedule, async ({ messages, order, faults, batch, dies }) => {
      let calls = 0;
      let isDead = false;
      let now = 0;
      const world = reportWorld(host, {
        now: () => now,
        inject() {
          if (isDead) return 'before';
          const fault = faults[calls++] ?? 'none';
          isDead = dies && (fault === 'before' || fault === 'after');
          return fault;
        },
      });
      const bodies = messages.map(
        (message) => writeStatusMessage({ ...message, target: { ...message.target, host: name } }).body,
      );
      let queue = order.map((index) => bodies[index]!);
      while (queue.length > 0) {
        isDead = false;
        // Past every wait.
        now += 3600_000;
        const received = queue.slice(0, batch);
        const { batchItemFailures } = await report(world.ports)(batchOf(received), () => 120_000);
        const stay = new Set(batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier)));
        // The last response of a function that died reaches nobody.
        const back = isDead ? received : received.filter((_, index) => stay.has(index));
        queue = [...back, ...queue.slice(batch)];
      }

      const latest = messages.toSorted(compareStatuses).at(-1)!;
      const right = messages
        .filter((message) => compareStatuses(message, latest) === 0)
        .flatMap(({ state }) =>
          state === 'not needed' ? [api.states[state], api.states.succeeded] : api.states[state],
        );
      const [newest] = world.statuses.of(name, provider === 'gitlab' ? '7' : 'acme/web', COMMIT);
      expect(right).toContain(newest?.state);
      if (latest.number > 0) expect(newest?.description).toContain(`(#${latest.number})`);

      // In the order in which the host received them. A status that overwrites itself counts once.
      const kept = world.kept.filter((line, index) => api.readBack || line !== world.kept[index - 1]);
      const numbers = kept.map((line) => Number(/\(#(\d)\)$/.exec(line)?.[1] ?? 0));
      expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
      const ends = kept.filter((line) => !/^(?:pending|running|INPROGRESS)/.test(line));
      expect(ends).toEqual([...new Set(ends)]);
      expect(world.deadLetters).toEqual([]);
    }),
    { numRuns },
  );
  vi.restoreAllMocks();
}
