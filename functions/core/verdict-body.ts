import type { ProjectVerdict } from './match.ts';
import type { RepositoryEvent } from './repository-event.ts';

/** An event with the verdict of every project of its repository. */
export interface JudgedEvent {
  readonly event: RepositoryEvent;
  readonly projects: readonly ProjectVerdict[];
}

/** Hosts show the answer on the hook's delivery page, and cut long ones. */
const LONGEST = 8 * 1024;

/** The 2xx answer to a delivery: what happened, and why, short enough to be read on the host's page. */
export function verdictBody(delivery: string, judged: readonly JudgedEvent[]): string {
  const events = judged.map(({ event, projects }) => ({ event: withoutFiles(event), projects: [...projects] }));
  const whole = JSON.stringify({ delivery, events });
  if (Buffer.byteLength(whole) <= LONGEST) return whole;

  // Projects that are queued come first; then the rest as far as there is room.
  const cut = events.map(({ event, projects }) => ({
    event: shortened(event),
    projects: projects.sort(queuedFirst).map(brief),
  }));
  let more = 0;
  for (;;) {
    const text = JSON.stringify({ delivery, events: cut, more });
    const last = cut.findLast(({ projects }) => projects.length > 0);
    if (Buffer.byteLength(text) <= LONGEST || !last) return text;
    const drop = Math.max(1, Math.floor(last.projects.length / 4));
    last.projects.length -= drop;
    more += drop;
  }
}

const withoutFiles = (event: RepositoryEvent) => ({ ...event, changedFiles: undefined });

const shortened = (event: ReturnType<typeof withoutFiles>) => ({
  ...event,
  ...(event.commitMessage !== undefined && { commitMessage: event.commitMessage.slice(0, 200) }),
});

const brief = ({ name, verdict, reason }: ProjectVerdict) => ({ name, verdict, reason: reason.slice(0, 300) });

const queuedFirst = (one: ProjectVerdict, other: ProjectVerdict): number =>
  Number(other.verdict === 'queued') - Number(one.verdict === 'queued');
