import { expect, test } from 'vitest';
import { RANK } from '../../../../functions/core/builds/build-record.ts';
import { compareStatuses } from '../../../../functions/core/statuses/status-order.ts';
import { statusWithoutBuild, type Unbuilt } from '../../../../functions/core/statuses/without-build.ts';
import { statusMessageOf } from '../../status-message-of.ts';

const { target } = statusMessageOf();
const unbuilt = (state: Unbuilt) => statusWithoutBuild(target, state, state)!;
const build = (number: number, rank: 0 | 1 | 2 | 3) =>
  statusMessageOf({ number, rank, state: rank < RANK.endedByEvent ? 'queued' : 'succeeded' });

test('a status replaces every earlier one of this order, and no later one', () => {
  const inOrder = [
    unbuilt('not needed'),
    unbuilt('waiting'),
    unbuilt('superseded'),
    unbuilt('refused'),
    build(1, RANK.queued),
    build(1, RANK.endedByEvent),
    build(1, RANK.ended),
    build(2, RANK.queued),
  ];
  for (const [at, one] of inOrder.entries()) {
    for (const [otherAt, other] of inOrder.entries()) {
      expect(Math.sign(compareStatuses(one, other)), `${one.description}, ${other.description}`).toBe(
        Math.sign(at - otherAt),
      );
    }
  }
});
