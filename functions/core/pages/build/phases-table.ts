import { durationText } from '../../badge/duration-text.ts';
import type { BadgeState } from '../../badge/badge-state.ts';
import type { DetailedRecord, PhaseRecord } from '../../builds/build-record.ts';
import { html, type Html } from '../frame/html.ts';

const WIDTH = 1000;
const LEAST_WIDTH = 4;

/** When each phase ran, as a bar in the time of the whole build. */
export function phasesTable({ phases = [], startedAt, endedAt }: DetailedRecord): Html {
  const timed = phases.filter(({ type }) => type !== 'COMPLETED');
  const times = timed.flatMap((phase) => [phase.startedAt ?? [], phase.endedAt ?? []].flat());
  const from = Math.min(...times, startedAt ?? Infinity);
  const to = Math.max(...times, endedAt ?? -Infinity);
  const scale = WIDTH / Math.max(1, to - from);
  return html`<table class="phases">
<thead><tr><th scope="col">Phase<th scope="col"><span class="unseen">Bar</span><th scope="col">Outcome<th scope="col" class="n">Took
<tbody>
${timed.map((phase) => row(phase, from, scale))}</table>`;
}

function row({ type, status, startedAt, endedAt }: PhaseRecord, from: number, scale: number): Html {
  const start = startedAt === undefined ? undefined : Math.round((startedAt - from) * scale);
  const width = endedAt === undefined || startedAt === undefined ? LEAST_WIDTH : (endedAt - startedAt) * scale;
  const end = start === undefined ? 0 : Math.min(WIDTH, Math.max(start + LEAST_WIDTH, start + Math.round(width)));
  const bar =
    start !== undefined &&
    html`<rect
      x="${Math.min(start, WIDTH - LEAST_WIDTH)}"
      width="${end - Math.min(start, WIDTH - LEAST_WIDTH)}"
      height="1"
    />`;
  const took = startedAt !== undefined && endedAt !== undefined && shortText(endedAt - startedAt);
  return html`<tr>
    <th scope="row">${words(type)}</th>
    <td>
      <svg class="${stateOf(status)}" viewBox="0 0 ${WIDTH} 1" preserveAspectRatio="none" aria-hidden="true">
        ${bar}
      </svg>
    </td>
    <td>${words(status ?? 'IN_PROGRESS')}</td>
    <td class="n">${took}</td>
  </tr> `;
}

/** Most phases are short: "0.3s", "12s" */
const shortText = (milliseconds: number): string =>
  milliseconds < 9950 ? `${(Math.max(0, milliseconds) / 1000).toFixed(1)}s` : durationText(milliseconds);

/** "PRE_BUILD" as "pre build" */
export const words = (name: string): string => name.toLowerCase().replaceAll('_', ' ');

const STATES: Readonly<Record<string, BadgeState>> = {
  SUCCEEDED: 'passing',
  FAILED: 'failing',
  FAULT: 'error',
  CLIENT_ERROR: 'error',
  TIMED_OUT: 'timedOut',
  STOPPED: 'stopped',
};

const stateOf = (status: string | undefined): BadgeState =>
  status === undefined ? 'running' : (STATES[status] ?? 'unknown');
