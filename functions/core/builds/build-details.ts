import { cleanLogText } from '../redaction/clean-log-text.ts';
import { redact } from '../redaction/redact.ts';
import { EVENT_TYPES } from '../vocabulary.ts';
import type { BuildDetails, PhaseRecord } from './build-record.ts';
import { BUILD_VARIABLES } from './build-variables.ts';
import type { ObservedBuild, Phase } from './observed-build.ts';

/** CodeBuild has eleven types of phases, and each occurs once in a build. */
const MOST_PHASES = 20;
const MOST_CHARACTERS = 1000;
/** The longest of CodeBuild's names has 16. */
const MOST_NAME_CHARACTERS = 40;
const MOST_FAILURE_BYTES = 1024;

/** What pages and statuses need about a build in addition to its state. */
export function buildDetails({ environmentVariables, initiator, phases }: ObservedBuild): BuildDetails {
  const queuedAt = phases?.find(({ type }) => type === 'QUEUED')?.startedAt;
  const eventType = EVENT_TYPES.find((known) => known === environmentVariables[BUILD_VARIABLES.eventType]);
  const marker = environmentVariables[BUILD_VARIABLES.marker];
  const trigger = environmentVariables[BUILD_VARIABLES.trigger];
  const actorId = environmentVariables[BUILD_VARIABLES.actorId];
  const failure = phases && describeFailure(phases);
  return {
    ...(queuedAt !== undefined && { queuedAt }),
    ...(marker && /^[0-9a-f]{64}$/.test(marker) && { marker }),
    ...(eventType !== undefined && { eventType }),
    ...(trigger && { trigger: shorten(trigger, MOST_CHARACTERS) }),
    ...(actorId && { actorId: shorten(actorId, MOST_CHARACTERS) }),
    ...(initiator && { initiator: shorten(initiator, MOST_CHARACTERS) }),
    ...(phases && phases.length > 0 && { phases: phases.slice(0, MOST_PHASES).map(withoutContexts) }),
    ...(failure && { failure }),
  };
}

function withoutContexts(phase: Phase): PhaseRecord {
  const { contexts: _, type, status, ...times } = phase;
  return {
    type: shorten(type, MOST_NAME_CHARACTERS),
    ...(status !== undefined && { status: shorten(status, MOST_NAME_CHARACTERS) }),
    ...times,
  };
}

/** The beginning of a text, without half a surrogate pair at its end. */
const shorten = (text: string, most: number): string => text.slice(0, most).replace(/[\ud800-\udbff]$/, '');

/** The failure of the first failed phase: later phases only clean up. */
function describeFailure(phases: readonly Phase[]): string | undefined {
  const failed = phases.find(({ status = 'SUCCEEDED', contexts }) => status !== 'SUCCEEDED' && contexts.length > 0);
  const text = failed?.contexts
    .map(({ statusCode, message }) => [statusCode, message].filter((part) => part !== undefined).join(': '))
    .join('\n');
  // Before it is cut, since half a secret has no shape.
  return text === undefined ? undefined : cut(redact(cleanLogText(text)));
}

/** Removes a character that was cut in half, which is decoded as U+FFFD. */
const cut = (text: string): string =>
  Buffer.from(text)
    .subarray(0, MOST_FAILURE_BYTES)
    .toString()
    .replace(/\ufffd+$/, '');
