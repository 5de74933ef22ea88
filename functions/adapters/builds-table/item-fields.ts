import { hasEnded, RANK, type BuildRecord, type DetailedRecord } from '../../core/builds/build-record.ts';
import type { NewestBuilds } from '../../core/builds/newest-builds.ts';
import { projectRef } from '../../core/builds/row-keys.ts';
import type { WrittenItem, WrittenValue } from '../aws/dynamo-item.ts';
import { writePhases } from './phases.ts';

/** The attributes of an item by name; undefined for an attribute that the item must not have. */
export type Fields = Readonly<Record<string, WrittenValue | undefined>>;

/** CodeBuild keeps builds for a year, and so do the lists. The newest states are kept for good. */
const YEAR_SECONDS = 366 * 24 * 3600;

/** When the rows of a build that started at this time expire. */
export const expiry = (startedAt: number): WrittenValue => ({
  N: String(Math.round(startedAt / 1000) + YEAR_SECONDS),
});

/** A row of the newest builds after a newer report. An end is also the newest end. */
export const movedFields = (record: BuildRecord): Fields => ({
  ...newestFields(record),
  ...(hasEnded(record) && endedField(record)),
});

/** The changed attributes of a row of the newest builds. */
export const changedFields = (next: NewestBuilds, known: NewestBuilds | undefined): Fields => ({
  ...(next.newest !== known?.newest && newestFields(next.newest)),
  ...(next.ended !== known?.ended && endedField(next.ended)),
});

/** Removes the time to live that an old row of a list, which may be in this place, had. */
const newestFields = (record: BuildRecord): Fields => ({ ...recordFields(record), expiresAt: undefined });

const endedField = (record: BuildRecord | undefined): Fields => ({
  ended: record && { M: present(recordFields(record)) },
});

/** The row of a build that may contain more about the same build: what a report lacks stays unchanged. */
export function joinedFields(record: DetailedRecord): Fields {
  const { unfinished, retryUntil, ...fields } = buildFields(record);
  // Both fields belong to the rank.
  return { ...present(fields), unfinished, retryUntil };
}

/** All attributes of a build's row. */
export function buildFields(record: DetailedRecord): Fields {
  const { project, rank, ref, startedAt = Date.now(), phases } = record;
  return {
    ...recordFields(record),
    queuedAt: time(record.queuedAt),
    marker: text(record.marker),
    eventType: text(record.eventType),
    trigger: text(record.trigger),
    actorId: text(record.actorId),
    initiator: text(record.initiator),
    reason: text(record.reason),
    fork: record.fork === undefined ? undefined : { BOOL: record.fork },
    phases: phases && { S: writePhases(phases) },
    failure: text(record.failure),
    // Keys of the two indexes.
    projectRef: ref === undefined ? undefined : { S: projectRef(project, ref) },
    unfinished: rank < RANK.ended ? { S: 'yes' } : undefined,
    expiresAt: expiry(startedAt),
  };
}

function recordFields(record: BuildRecord): Fields {
  return {
    number: { N: String(record.number) },
    rank: { N: String(record.rank) },
    status: text(record.status),
    buildId: text(record.buildId),
    ref: text(record.ref),
    commit: text(record.commit),
    startedAt: time(record.startedAt),
    endedAt: time(record.endedAt),
    retryUntil: time(record.retryUntil),
    // For a badge's Last-Modified.
    changedAt: time(Date.now()),
  };
}

const text = (value: string | undefined): WrittenValue | undefined => (value === undefined ? undefined : { S: value });
const time = (value: number | undefined): WrittenValue | undefined =>
  value === undefined ? undefined : { N: String(Math.round(value)) };

/** The attributes that the item must have. */
export const present = (fields: Fields): WrittenItem =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
