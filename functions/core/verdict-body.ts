import type { ProjectVerdict } from './match.ts';
import type { RepositoryEvent } from './repository-event.ts';

/** An event with the verdict of every project of its repository. */
export interface JudgedEvent {
  readonly event: RepositoryEvent;
  readonly projects: readonly ProjectVerdict[];
}

/** Hosts show the answer on the hook's delivery page, and cut long ones. In bytes. */
const LONGEST = 8 * 1024;

/** The 2xx answer to a delivery: what happened, and why, short enough to be read on the host's page. */
export function verdictBody(delivery: string, judged: readonly JudgedEvent[]): string {
  const whole = JSON.stringify({
    delivery,
    events: judged.map(({ event, projects }) => ({ event: withoutFiles(event), projects })),
  });
  return Buffer.byteLength(whole) <= LONGEST ? whole : cutBody(delivery, judged);
}

/** Events that queue something and projects that are queued come first; the rest as far as there is room. */
function cutBody(delivery: string, judged: readonly JudgedEvent[]): string {
  const events = judged
    .map(({ event, projects }) => ({ event: shortened(event), projects: projects.toSorted(queuedFirst).map(brief) }))
    .sort((one, other) => queuedFirst(one.projects[0], other.projects[0]));
  let more = 0;
  let moreEvents = 0;
  for (;;) {
    const text = JSON.stringify({ delivery, events, more, ...(moreEvents > 0 && { moreEvents }) });
    const last = events.at(-1);
    if (Buffer.byteLength(text) <= LONGEST || !last) return text;
    if (last.projects.length > 0) {
      const drop = Math.ceil(last.projects.length / 4);
      last.projects.length -= drop;
      more += drop;
    } else {
      events.pop();
      moreEvents += 1;
    }
  }
}

const withoutFiles = (event: RepositoryEvent) => ({ ...event, changedFiles: undefined });

const shortened = (event: RepositoryEvent) => ({
  ...withoutFiles(event),
  ...(event.commitMessage !== undefined && { commitMessage: event.commitMessage.slice(0, 200) }),
});

const brief = ({ name, verdict, reason }: ProjectVerdict) => ({ name, verdict, reason: reason.slice(0, 300) });

type Verdict = Pick<ProjectVerdict, 'verdict'>;

const queuedFirst = (one: Verdict | undefined, other: Verdict | undefined): number =>
  Number(other?.verdict === 'queued') - Number(one?.verdict === 'queued');
