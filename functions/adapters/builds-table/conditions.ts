import { hasEnded, RANK, type BuildRecord } from '../../core/builds/build-record.ts';
import { INEXACT_MS } from '../../core/builds/is-ahead.ts';
import type { NewestBuilds } from '../../core/builds/newest-builds.ts';
import { isOwnRow } from '../../core/builds/row-keys.ts';
import type { WrittenItem } from '../aws/dynamo-item.ts';
import type { Condition } from './update.ts';

const IS_LATER_REPORT = '(#buildId = :buildId AND #rank < :rank)';

/** What `isAhead` decides. Comparing an absent attribute is false. */
const isAheadOf = ({ startedAt }: BuildRecord): Condition =>
  startedAt === undefined
    ? { expression: `(#number < :number OR ${IS_LATER_REPORT})` }
    : {
        expression: `((#number < :number AND (attribute_not_exists(#startedAt) OR #startedAt <= :latest)) OR (#buildId <> :buildId AND #startedAt < :earliest) OR ${IS_LATER_REPORT})`,
        values: {
          ':latest': { N: String(Math.round(startedAt) + INEXACT_MS) },
          ':earliest': { N: String(Math.round(startedAt) - INEXACT_MS) },
        },
      };

/** For a report without an end, which replaces the newest build: whether the newest end is also stored in the other half. */
const KEEPS_END = '(#rank < :endedRank OR (#ended.#buildId = #buildId AND #ended.#rank = #rank))';

/** A row of the newest builds is absent or behind the report, and its other half stays unchanged. */
export const isBehind = (row: string, record: BuildRecord): Condition => {
  const { expression } = isAbsent(row);
  const { expression: ahead, values = {} } = isAheadOf(record);
  // An end also replaces the newest end, which is never ahead of the newest build.
  return hasEnded(record)
    ? { expression: `${expression} OR ${ahead}`, values }
    : {
        expression: `${expression} OR (${ahead} AND ${KEEPS_END})`,
        values: { ...values, ':endedRank': { N: String(RANK.endedByEvent) } },
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

/** A row contains this build and no other. */
export const IS_ONLY = '#buildId = :buildId AND (attribute_not_exists(#ended) OR #ended.#buildId = :buildId)';

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
