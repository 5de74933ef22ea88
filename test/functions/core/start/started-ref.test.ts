import { describe, expect, test } from 'vitest';
import { makeJob, type Job } from '../../../../functions/core/start/job.ts';
import { afterStart, cameLate, type StartedRef } from '../../../../functions/core/start/started-ref.ts';
import { pushEvent } from '../../push-event.ts';

const now = Date.parse('2026-07-01T12:00:00Z');
const MINUTE = 60_000;
const commit = (name: string) => name.repeat(40);

interface Move {
  /** "ab": the ref moves from commit a to commit b; "b": it is created there. */
  readonly move: string;
  readonly pushedAt?: number;
  readonly receivedAt?: number;
  readonly eventType?: 'PUSH' | 'RELEASED';
}

function jobOf({ move, receivedAt = now, eventType = 'PUSH', ...times }: Move): Job {
  const { previousCommit: _, ...event } = pushEvent({ eventType, commit: commit(move.at(-1)!), ...times });
  const moved = move.length === 2 ? { ...event, previousCommit: commit(move[0]!) } : event;
  return makeJob(moved, 'web', { hook: 'github', deliveryId: 'd', receivedAt, identity: JSON.stringify(move) });
}

const parseMoves = (moves: string): readonly Move[] => moves.split(' ').map((move) => ({ move }));

/** The memory after all of these pushes were started. */
function started(moves: readonly Move[], at = now): StartedRef {
  const memory = moves.reduce<StartedRef | undefined>(
    (known, move, index) => afterStart(known, jobOf(move), `web:${index}`, at),
    undefined,
  );
  return memory!;
}

describe('cameLate, by the chain of commits', () => {
  test.each([
    ['the push that the last one followed', 'a bc', 'ab'],
    ['a push overtaken by two others', 'a bc cd', 'ab'],
    ['a push overtaken by many others', 'a bc cd de ef fg', 'ab'],
    ['an overtaken push that was the first of its ref', 'ab bc cd', 'a'],
    ['a push delivered again after others, although it was started', 'a ab bc cd', 'ab'],
    ['the push that created the ref, delivered again', 'a ab bc cd', 'a'],
    ['an overtaken push whose ref was moved back before it and since', 'ab ba ac de', 'cd'],
  ])('%s is late', (_, moves, late) => {
    expect(cameLate(jobOf({ move: late }), started(parseMoves(moves)), now)).toBe(true);
  });

  test.each([
    ['the next push', 'a ab', 'bc'],
    ['a push that no remembered push followed', 'a cd', 'ab'],
    ['a branch moved back to where it was', 'a ab', 'ba'],
    ['a branch moved back by several pushes', 'a ab bc cd', 'da'],
    ['a branch moved back to a commit that was never started', 'bc cd', 'db'],
    ['a branch moved back to a commit before all remembered pushes', 'ab bc', 'ca'],
    ['a branch moved forth, back and forth', 'a ab ba', 'ab'],
    ['a branch created again where it had been moved to', 'a ab bc', 'b'],
    ['a push to a commit that another push had reached', 'a ab bc', 'xb'],
    ['the last push, delivered again', 'a ab', 'ab'],
  ])('%s is not late', (_, moves, next) => {
    expect(cameLate(jobOf({ move: next }), started(parseMoves(moves)), now)).toBe(false);
  });

  test('exactly sixteen pushes are remembered', () => {
    const moves = parseMoves('bc cd de ef fg gh hi ij jk kl lm mn no op pq qr');
    expect(moves).toHaveLength(16);
    expect(cameLate(jobOf({ move: 'ab' }), started(moves), now)).toBe(true);
    expect(cameLate(jobOf({ move: 'ab' }), started([...moves, { move: 'rs' }]), now)).toBe(false);
  });

  test('releases between pushes are not late, and are not remembered as pushes', () => {
    const releases = Array.from({ length: 20 }, () => ({ move: 'c', eventType: 'RELEASED' }) as const);
    const memory = started([...parseMoves('a bc'), ...releases]);
    expect(memory.pushes).toHaveLength(2);
    expect(cameLate(jobOf({ move: 'ab' }), memory, now)).toBe(true);
    expect(cameLate(jobOf({ move: 'ab', eventType: 'RELEASED' }), memory, now)).toBe(false);
  });
});

describe('cameLate, by the signed time', () => {
  const second = 1000;
  test.each([
    ['earlier than the last one', -second, true],
    ['in the same second', 0, false],
    ['later', second, false],
  ])('a push that is %s: %j', (_, after, late) => {
    const memory = started([{ move: 'a' }, { move: 'xy', pushedAt: now - MINUTE }]);
    expect(cameLate(jobOf({ move: 'pq', pushedAt: now - MINUTE + after }), memory, now)).toBe(late);
  });

  test.each([
    ['the push', undefined, now - MINUTE],
    ['the last one', now - MINUTE, undefined],
  ])('proves nothing if %s has none', (_, pushed, last) => {
    const times = (pushedAt: number | undefined) => (pushedAt === undefined ? {} : { pushedAt });
    const memory = started([
      { move: 'a', pushedAt: now },
      { move: 'xy', ...times(last) },
    ]);
    expect(cameLate(jobOf({ move: 'pq', ...times(pushed) }), memory, now)).toBe(false);
  });

  test('a later time refutes the chain: a branch was deleted and created again where it began', () => {
    const moves = [
      { move: 'a', pushedAt: now - 3 * MINUTE },
      { move: 'ab', pushedAt: now - 2 * MINUTE },
    ];
    expect(cameLate(jobOf({ move: 'a', pushedAt: now - MINUTE }), started(moves), now)).toBe(false);
    expect(cameLate(jobOf({ move: 'a', pushedAt: now - 3 * MINUTE }), started(moves), now)).toBe(true);
    expect(cameLate(jobOf({ move: 'a' }), started(moves), now)).toBe(true);
  });

  test("after a host's clock was ahead once, later pushes are not late", () => {
    const memory = started([{ move: 'ab', pushedAt: now + 60 * MINUTE }]);
    expect(cameLate(jobOf({ move: 'bc', pushedAt: now }), memory, now)).toBe(false);
    expect(cameLate(jobOf({ move: 'bc', pushedAt: now + MINUTE }), memory, now + 61 * MINUTE)).toBe(false);
  });

  test("a host's clock that is slightly ahead still orders its pushes", () => {
    const memory = started([{ move: 'xy', pushedAt: now + 2 * MINUTE }]);
    expect(cameLate(jobOf({ move: 'pq', pushedAt: now + MINUTE }), memory, now)).toBe(true);
  });
});

describe('cameLate, by when the job was received, if only the newest commit is to build', () => {
  const memory = (receivedAt: number, at = now) => started([{ move: 'xy', receivedAt }], at);
  const early = jobOf({ move: 'pq', receivedAt: now - 2 * MINUTE });

  test('a job received before the one last started is late if the project is configured so', () => {
    expect(cameLate(early, memory(now - MINUTE), now, true)).toBe(true);
    expect(cameLate(early, memory(now - MINUTE), now, false)).toBe(false);
  });

  test('a job received together with the one last started, or after it, is not late', () => {
    expect(cameLate(early, memory(early.receivedAt), now, true)).toBe(false);
    expect(cameLate(early, memory(early.receivedAt - 1), now, true)).toBe(false);
  });

  test.each([
    ['that was in the future when the job was started', memory(now + 60 * MINUTE), now],
    ['that was in the future, and is in the past by now', memory(now + 60 * MINUTE), now + 120 * MINUTE],
    ['that is in the future now, since the clock of the start was ahead', memory(now + 1, now + MINUTE), now],
  ])('a received time %s is ignored', (_, remembered, at) => {
    expect(cameLate(early, remembered, at, true)).toBe(false);
  });

  test('a push with a later signed time is not late, whenever it was received', () => {
    const last = started([{ move: 'xy', receivedAt: now - MINUTE, pushedAt: now - 4 * MINUTE }]);
    const push = (pushedAt: number) => jobOf({ move: 'pq', receivedAt: now - 2 * MINUTE, pushedAt });
    expect(cameLate(push(now - 3 * MINUTE), last, now, true)).toBe(false);
    expect(cameLate(push(now - 4 * MINUTE), last, now, true)).toBe(true);
  });

  test('pull requests and releases are late only by this rule', () => {
    const release = jobOf({ move: 'p', eventType: 'RELEASED', receivedAt: now - 2 * MINUTE });
    expect(cameLate(release, memory(now - MINUTE), now, true)).toBe(true);
  });
});

describe('afterStart', () => {
  test('another attempt for the same build changes nothing', () => {
    const memory = started(parseMoves('a ab'));
    expect(afterStart(memory, jobOf({ move: 'ab' }), memory.buildId, now + MINUTE)).toBe(memory);
  });

  test('keeps its memory longer than any job can wait and be delivered again', () => {
    expect(started(parseMoves('a')).expiresAt).toBeGreaterThan(now + (28 + 90) * 24 * 60 * MINUTE);
  });
});
