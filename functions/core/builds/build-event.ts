import * as v from 'valibot';
import { STATUSES, type Status } from '../vocabulary.ts';
import type { ObservedBuild, Phase } from './observed-build.ts';

/**
 * CodeBuild's events as they really come: fields missing, numbers as floats, dates in US English without a zone
 * (https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications.html). An event is only a hint
 * that a build changed; what it says counts where BatchGetBuilds can't be asked.
 */
const anything = v.unknown();
const event = v.object({
  account: v.string(),
  region: v.string(),
  detail: v.object({
    'build-id': v.string(),
    'project-name': v.string(),
    'build-status': v.optional(anything),
    'current-phase': v.optional(anything),
    'completed-phase': v.optional(anything),
    'completed-phase-status': v.optional(anything),
    'additional-information': v.optional(v.record(v.string(), anything), {}),
  }),
});

const ARN = /^arn:[a-z-]+:codebuild:([a-z0-9-]+):(\d{12}):build\/([A-Za-z0-9][A-Za-z0-9_-]{1,254}):([0-9a-f-]{36})$/;

export interface BuildHint {
  readonly project: string;
  /** `project:uuid` */
  readonly buildId: string;
  readonly region: string;
  /** What the event itself tells, where it tells enough to stand for the build. */
  readonly told?: ObservedBuild;
}

/** @returns undefined for what is no build event of the account and region that it came through */
export function readBuildEvent(value: unknown): BuildHint | undefined {
  const read = v.safeParse(event, value);
  if (!read.success) return undefined;
  const { account, region, detail } = read.output;
  const [, arnRegion, arnAccount, project, uuid] = ARN.exec(detail['build-id']) ?? [];
  if (project === undefined || project !== detail['project-name']) return undefined;
  if (arnRegion !== region || arnAccount !== account) return undefined;
  const buildId = `${project}:${uuid}`;
  const told = readDetail(detail, project, buildId);
  return { project, buildId, region, ...(told && { told }) };
}

function readDetail(
  detail: v.InferOutput<typeof event>['detail'],
  project: string,
  id: string,
): ObservedBuild | undefined {
  const more = detail['additional-information'];
  const number = more['build-number'];
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1) return undefined;
  const phases = readPhases(more['phases']);
  // A phase change does not contain the build's status. After a phase that succeeded, the build goes on.
  const goesOn = detail['build-status'] === undefined && detail['completed-phase-status'] === 'SUCCEEDED';
  const status = goesOn ? 'IN_PROGRESS' : readStatus(detail['build-status'], phases);
  if (!status) return undefined;
  const sourceVersion = more['source-version'];
  const startedAt = readDate(more['build-start-time']);
  const endedAt = status === 'IN_PROGRESS' ? undefined : phases.find(({ type }) => type === 'COMPLETED')?.startedAt;
  // A phase change says which phase is over: the build has left it.
  const phase = typeof detail['completed-phase'] === 'string' ? undefined : detail['current-phase'];
  return {
    id,
    project,
    number,
    status,
    ...(typeof phase === 'string' && { currentPhase: phase }),
    ...(typeof sourceVersion === 'string' && { sourceVersion }),
    environmentVariables: readVariables(more['environment']),
    ...(startedAt !== undefined && { startedAt }),
    ...(endedAt !== undefined && { endedAt }),
    ...(typeof more['initiator'] === 'string' && { initiator: more['initiator'] }),
    ...(phases.length > 0 && { phases }),
  };
}

const phase = v.object({ 'phase-type': v.string() });
const phaseDetails = v.record(v.string(), anything);

function readPhases(value: unknown): readonly Phase[] {
  return readItems(value, v.intersect([phase, phaseDetails])).map((each) => {
    const status = each['phase-status'];
    const [startedAt, endedAt] = [readDate(each['start-time']), readDate(each['end-time'])];
    return {
      type: each['phase-type'],
      ...(typeof status === 'string' && { status }),
      ...(startedAt !== undefined && { startedAt }),
      ...(endedAt !== undefined && { endedAt }),
      contexts: readItems(each['phase-context'], v.string()).flatMap(readContext),
    };
  });
}

/** "COMMAND_EXECUTION_ERROR: Error while executing command: ...", or ": " for a phase that succeeded. */
function readContext(context: string): Phase['contexts'] {
  const [, statusCode, message = context] = /^([A-Z_]*): (.*)$/s.exec(context) ?? [];
  return statusCode || message ? [{ ...(statusCode && { statusCode }), ...(message && { message }) }] : [];
}

/** The documented statuses lack TIMED_OUT and FAULT: where a phase ended so, the build did. */
function readStatus(value: unknown, phases: readonly Phase[]): Status | undefined {
  const status = STATUSES.find((known) => known === value);
  if (status !== 'FAILED') return status;
  return phases.some((phase) => phase.status === 'TIMED_OUT')
    ? 'TIMED_OUT'
    : phases.some((phase) => phase.status === 'FAULT')
      ? 'FAULT'
      : status;
}

const variable = v.object({ name: v.string(), value: v.string() });

function readVariables(environment: unknown): Readonly<Record<string, string>> {
  const read = v.safeParse(v.object({ 'environment-variables': anything }), environment);
  const variables = read.success ? readItems(read.output['environment-variables'], variable) : [];
  return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
}

/** Those of a list that have this shape: one that hasn't takes none of the others with it, such as the build's ref. */
function readItems<const S extends v.GenericSchema>(value: unknown, shape: S): readonly v.InferOutput<S>[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.filter((item) => v.is(shape, item));
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "Sep 1, 2017 4:12:29 PM", in UTC whatever this machine's zone is; some events separate by U+202F. */
function readDate(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const parts = /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}),? (\d{1,2}):(\d{2}):(\d{2})\s([AP])M$/u.exec(value);
  if (!parts) return undefined;
  const [, month = '', day, year, hour, minute, second, half] = parts;
  const hours = (Number(hour) % 12) + (half === 'P' ? 12 : 0);
  const time = Date.UTC(Number(year), MONTHS.indexOf(month), Number(day), hours, Number(minute), Number(second));
  return MONTHS.includes(month) ? time : undefined;
}
