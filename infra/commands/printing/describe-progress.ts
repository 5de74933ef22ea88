import { stripVTControlCharacters } from 'node:util';
import { describeFinding } from '../../findings/describe-finding.ts';
import type { Progress } from '../../local/progress.ts';
import type { Paint } from './paint.ts';

/** One step from a push to a badge, as a line for people. */
export function describeProgress(progress: Progress, paint: Paint): string {
  switch (progress.type) {
    case 'push':
      return row('push', `${progress.repository}  ${progress.ref}  ${progress.commit.slice(0, 7)}`, paint);
    case 'delivery': {
      const { status, response, milliseconds } = progress;
      const shown = status < 300 ? String(status) : paint('red', String(status));
      return row(
        'delivery',
        `${shown}  ${verdicts(response)}  ${paint('dim', `(${Math.round(milliseconds)} ms)`)}`,
        paint,
      );
    }
    case 'build':
      return row('build', `${buildName(progress)}  ${progress.buildId}`, paint);
    case 'phase': {
      const { phase, status, message = '' } = progress;
      const outcome = `${phase}  ${paintStatus(status, paint)}  ${seconds(progress.seconds)}`;
      return row(
        'build',
        [`${buildName(progress)}  ${outcome}`, ...(message ? [oneLine(message)] : [])].join('  '),
        paint,
      );
    }
    case 'ended': {
      const { status } = progress;
      return row('build', `${buildName(progress)}  ${paintStatus(status, paint)}  ${seconds(progress.seconds)}`, paint);
    }
    case 'badge':
      return row('badge', progress.url, paint);
    case 'status': {
      const { repository, commit, context, state, description } = progress;
      return row(
        'status',
        [repository, commit.slice(0, 7), context, paintState(state, paint), description].join('  '),
        paint,
      );
    }
    case 'finding':
      return describeFinding(progress);
    case 'problem':
      return row('problem', paint('red', `${progress.part}: ${progress.message}`), paint);
  }
}

export const row = (step: string, text: string, paint: Paint): string => `  ${paint('dim', step.padEnd(9))} ${text}`;

export const buildName = ({ project, number }: { readonly project: string; readonly number: number }): string =>
  `${project} #${number}`;

/** In the words of any host. */
function paintState(state: string, paint: Paint): string {
  if (/^success/i.test(state)) return paint('green', state);
  return /^(?:fail|error)/i.test(state) ? paint('red', state) : paint('yellow', state);
}

function paintStatus(status: string, paint: Paint): string {
  if (status === 'SUCCEEDED') return paint('green', status);
  return paint(status === 'STOPPED' ? 'yellow' : 'red', status);
}

const seconds = (count: number): string => `${count.toFixed(1)} s`;

/** A command can have many lines. */
const oneLine = (text: string): string =>
  stripVTControlCharacters(text)
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ⏎ ');

/** The response of the webhook, as a line. */
function verdicts(response: unknown): string {
  const {
    ignored,
    detail,
    events = [],
  } = (typeof response === 'object' && response !== null ? response : {}) as {
    readonly ignored?: string;
    readonly detail?: string;
    readonly events?: readonly {
      readonly event: { readonly ref: string; readonly commit?: string };
      readonly projects: readonly { readonly name: string; readonly verdict: string; readonly reason: string }[];
    }[];
  };
  if (events.length === 0 && (ignored ?? detail) !== undefined) return ignored ?? detail ?? '';
  const told = events.flatMap(({ event, projects }) => [
    `${event.ref} ${event.commit?.slice(0, 7) ?? ''}`,
    ...projects.map(({ name, verdict, reason }) =>
      verdict === 'queued' ? `${name} queued` : `${name} skipped: ${reason}`,
    ),
  ]);
  return told.join('  ');
}
