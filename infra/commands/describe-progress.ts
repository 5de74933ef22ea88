import { describeFinding } from '../findings/describe-finding.ts';
import type { Progress } from '../local/progress.ts';

/** One step of the way from a push to a badge, for people. */
export function describeProgress(progress: Progress): string {
  switch (progress.type) {
    case 'push':
      return row('push', `${progress.repository}  ${progress.ref}  ${progress.commit.slice(0, 7)}`);
    case 'delivery':
      return row(
        'delivery',
        `${progress.status}  ${verdicts(progress.answer)}  (${Math.round(progress.milliseconds)} ms)`,
      );
    case 'build':
      return row('build', `${progress.project} #${progress.number}  ${progress.buildId}`);
    case 'phase': {
      const outcome = `${progress.phase.padEnd(16)}  ${progress.status.padEnd(9)}  ${seconds(progress.seconds)}`;
      return row(
        '',
        progress.message === undefined || progress.message === '' ? outcome : `${outcome}  ${progress.message}`,
      );
    }
    case 'ended':
      return row('ended', `${progress.project} #${progress.number}  ${progress.status}  ${seconds(progress.seconds)}`);
    case 'badge':
      return row('badge', progress.url);
    case 'finding':
      return describeFinding(progress);
    case 'problem':
      return row('problem', `${progress.part}: ${progress.message}`);
  }
}

const row = (step: string, text: string): string => `  ${step.padEnd(9)} ${text}`;

const seconds = (count: number): string => `${count.toFixed(1)} s`;

/** What the webhook answered, in a line. */
function verdicts(answer: unknown): string {
  const {
    ignored,
    detail,
    events = [],
  } = (typeof answer === 'object' && answer !== null ? answer : {}) as {
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
