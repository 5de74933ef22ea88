import { hasEnded, RANK, type BuildRecord } from '../../core/builds/build-record.ts';
import type { NewestBuilds } from '../../core/builds/newest-builds.ts';
import { isOwnRow } from '../../core/builds/row-keys.ts';
import type { WrittenItem } from '../aws/dynamo-item.ts';
import type { Condition } from './update.ts';

const IS_AHEAD = '(#number < :number OR (#buildId = :buildId AND #rank < :rank))';

/** For a report without an end, which replaces the newest build: whether the newest end is also stored in the other half. */
const KEEPS_END = '(#rank < :endedRank OR (#ended.#buildId = #buildId AND #ended.#rank = #rank))';

/** A row of the newest builds is absent or behind the report, and its other half stays unchanged. */
export const isBehind = (row: string, record: BuildRecord): Condition => {
  const { expression } = isAbsent(row);
  return hasEnded(record)
    ? { expression: `${expression} OR ${IS_AHEAD}` }
    : {
        expression: `${expression} OR (${IS_AHEAD} AND ${KEEPS_END})`,
        values: { ':endedRank': { N: String(RANK.endedByEvent) } },
      };
};

/** A row of another ref counts as absent. */
const isAbsent = (row: string): Condition => ({
  expression: `attribute_not_exists(#buildId)${isOwnRow(row, undefined) ? '' : ' OR #ref <> :ref'}`,
});

/** A row of the newest builds is unchanged since it was read. */
export function isStill(row: string, known: NewestBuilds | undefined): Condition {
  if (!known) return isAbsent(row);
  const newest = isStillOf(known.newest);
  const ended = known.ended && isStillOf(known.ended, '#ended.', 'Ended');
  return {
    expression: `${newest.expression} AND ${ended?.expression ?? 'attribute_not_exists(#ended)'}`,
    values: { ...newest.values, ...ended?.values },
  };
}

/** The row of a build is absent, or has a lower rank of the same build. */
export const isBuildBehind: Condition = {
  expression: 'attribute_not_exists(#buildId) OR (#buildId = :buildId AND #rank < :rank)',
};

/** The row of a build has the same build and rank as when it was read. */
export const isBuildStill = (known: BuildRecord | undefined): Condition =>
  known ? isStillOf(known) : { expression: 'attribute_not_exists(#buildId)' };

const isStillOf = ({ buildId, rank }: BuildRecord, path = '', suffix = '') => ({
  expression: `${path}#buildId = :known${suffix}Id AND ${path}#rank = :known${suffix}Rank`,
  values: {
    [`:known${suffix}Id`]: { S: buildId },
    [`:known${suffix}Rank`]: { N: String(rank) },
  } satisfies WrittenItem,
});
