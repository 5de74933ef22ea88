import * as v from 'valibot';
import { STATUSES, type Status } from '../vocabulary.ts';
import type { ObservedBuild, Phase } from './observed-build.ts';

/**
 * Parses CodeBuild's events as they actually arrive: with missing fields, numbers as floats, and dates in US English
 * without a time zone (https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications.html). An
 * event is only a hint that a build has changed. Its content is used only if BatchGetBuilds is not available.
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
  /** The event's own content, if it is enough to describe the build. */
  readonly told?: ObservedBuild;
  /** Whether the event lists the build's variables, of which one can name its ref. */
  readonly hasVariables: boolean;
}

/** @returns undefined for anything but a build event of the account and region that it arrived through */
export function readBuildEvent(value: unknown): BuildHint | undefined {
  const read = v.safeParse(event, value);
  if (!read.success) return undefined;
  const { account, region, detail } = read.output;
  const [, arnRegion, arnAccount, project, uuid] = ARN.exec(detail['build-id']) ?? [];
  if (project === undefined || project !== detail['project-name']) return undefined;
  if (arnRegion !== region || arnAccount !== account) return undefined;
  const buildId = `${project}:${uuid}`;
  const told = readDetail(detail, project, buildId);
  const hasVariables = v.is(variableList, detail['additional-information']['environment']);
  return { project, buildId, region, hasVariables, ...(told && { told }) };
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
  // A phase change does not contain the build's status. The build continues after a successful phase.
  const goesOn = detail['build-status'] === undefined && detail['completed-phase-status'] === 'SUCCEEDED';
  const status = goesOn ? 'IN_PROGRESS' : readStatus(detail['build-status'], phases);
  if (!status) return undefined;
  const sourceVersion = more['source-version'];
  const startedAt = readDate(more['build-start-time']);
  const endedAt = status === 'IN_PROGRESS' ? undefined : phases.find(({ type }) => type === 'COMPLETED')?.startedAt;
  // A phase change names the phase that has ended, so the build is no longer in it.
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

/** "COMMAND_EXECUTION_ERROR: Error while executing command: ..."; ": " for a successful phase. */
function readContext(context: string): Phase['contexts'] {
  const [, statusCode, message = context] = /^([A-Z_]*): (.*)$/s.exec(context) ?? [];
  return statusCode || message ? [{ ...(statusCode && { statusCode }), ...(message && { message }) }] : [];
}

/** The documented statuses lack TIMED_OUT and FAULT: if a phase ended with one of them, so did the build. */
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
const variableList = v.object({ 'environment-variables': v.array(anything) });

function readVariables(environment: unknown): Readonly<Record<string, string>> {
  const read = v.safeParse(variableList, environment);
  const variables = read.success ? readItems(read.output['environment-variables'], variable) : [];
  return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
}

/** The items of a list that have this shape. A wrong one does not invalidate the others, such as the build's ref. */
function readItems<const S extends v.GenericSchema>(value: unknown, shape: S): readonly v.InferOutput<S>[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.filter((item) => v.is(shape, item));
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "Sep 1, 2017 4:12:29 PM", in UTC whatever this machine's time zone is; some events use U+202F as the separator. */
function readDate(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const parts = /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}),? (\d{1,2}):(\d{2}):(\d{2})\s([AP])M$/u.exec(value);
  if (!parts) return undefined;
  const [, month = '', day, year, hour, minute, second, half] = parts;
  const hours = (Number(hour) % 12) + (half === 'P' ? 12 : 0);
  const time = Date.UTC(Number(year), MONTHS.indexOf(month), Number(day), hours, Number(minute), Number(second));
  return MONTHS.includes(month) ? time : undefined;
}
