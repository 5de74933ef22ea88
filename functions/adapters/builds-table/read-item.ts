import { RANK, type BuildRecord, type DetailedRecord, type Rank } from '../../core/builds/build-record.ts';
import type { NewestBuilds } from '../../core/builds/newest-builds.ts';
import { isOwnRow } from '../../core/builds/row-keys.ts';
import { EVENT_TYPES, STATUSES } from '../../core/vocabulary.ts';
import type { Item } from '../aws/dynamo-item.ts';
import { readPhases } from './phases.ts';

/** The content of a row of the newest builds; undefined for any other row, and for one that no release wrote. */
export function readNewestBuilds(item: Item): NewestBuilds | undefined {
  const [project, row, half] = [item['project']?.S, item['row']?.S ?? '', item['ended']?.M];
  const newest = readRecord(item, project);
  if (!newest || !isOwnRow(row, newest.ref)) return undefined;
  const ended = half && readRecord(half, project);
  return { newest, ...(ended && { ended }) };
}

/** The row of a build; undefined for one that no release wrote. */
export function readDetailedRecord(item: Item): DetailedRecord | undefined {
  const record = readRecord(item, item['project']?.S);
  const eventType = EVENT_TYPES.find((known) => known === item['eventType']?.S);
  const phases = readPhases(item['phases']?.S);
  const fork = item['fork']?.BOOL;
  return (
    record && {
      ...record,
      ...numbers(item, ['queuedAt']),
      ...texts(item, ['marker', 'trigger', 'actorId', 'initiator', 'reason', 'failure']),
      ...(eventType && { eventType }),
      ...(phases && { phases }),
      ...(fork !== undefined && { fork }),
    }
  );
}

function readRecord(item: Item, project: string | undefined): BuildRecord | undefined {
  const { buildId } = texts(item, ['buildId']);
  const { number, rank } = numbers(item, ['number', 'rank']);
  const status = STATUSES.find((known) => known === item['status']?.S);
  if (project === undefined || buildId === undefined || number === undefined || !status || !isRank(rank))
    return undefined;
  return {
    project,
    buildId,
    number,
    rank,
    status,
    ...texts(item, ['ref', 'commit']),
    ...numbers(item, ['startedAt', 'endedAt', 'retryUntil']),
  };
}

const isRank = (value: number | undefined): value is Rank => Object.values(RANK).some((rank) => rank === value);

/** The attributes with these names that exist. */
const texts = <const Name extends string>(item: Item, names: readonly Name[]) => pick(names, (name) => item[name]?.S);

const numbers = <const Name extends string>(item: Item, names: readonly Name[]) =>
  pick(names, (name) => (item[name]?.N === undefined ? undefined : Number(item[name].N)));

function pick<Name extends string, Value>(
  names: readonly Name[],
  valueOf: (name: Name) => Value | undefined,
): Partial<Record<Name, Value>> {
  const found: Partial<Record<Name, Value>> = {};
  for (const name of names) {
    const value = valueOf(name);
    if (value !== undefined) found[name] = value;
  }
  return found;
}
