import type { ProjectVerdict } from './match.ts';
import type { RepositoryEvent } from '../repository-event.ts';

/** An event with the verdict of every project of its repository. */
export interface JudgedEvent {
  readonly event: RepositoryEvent;
  readonly projects: readonly ProjectVerdict[];
}

/**
 * Hosts show the response on the hook's delivery page, and truncate long ones. In bytes, without the newline at the
 * end.
 */
const LONGEST = 8 * 1024 - 1;

/**
 * The 2xx response to a delivery: what happened and why, short enough to read on the host's page.
 * @param ignored why other parts of the delivery start nothing
 */
export function verdictBody(delivery: string, judged: readonly JudgedEvent[], ignored?: string): string {
  const whole = JSON.stringify({
    delivery,
    ignored,
    events: judged.map(({ event, projects }) => ({ event: described(event), projects })),
  });
  return Buffer.byteLength(whole) <= LONGEST ? whole : cutBody(delivery, judged, ignored);
}

/** Reserved for the parts around the events: the delivery, and the note about omitted ones. In bytes. */
const ENVELOPE = 512;

/** Queued projects first; the others as far as there is room. */
function cutBody(delivery: string, judged: readonly JudgedEvent[], ignored: string | undefined): string {
  let room = LONGEST - ENVELOPE - Buffer.byteLength(JSON.stringify(ignored ?? ''));
  const take = (value: unknown): boolean => {
    const bytes = Buffer.byteLength(JSON.stringify(value)) + 1;
    if (bytes > room) return false;
    room -= bytes;
    return true;
  };
  const events: { event: object; projects: object[] }[] = [];
  let more = 0;
  for (const { event, projects } of judged.toSorted(queuingFirst)) {
    const cut = { event: shortened(event), projects: [] as object[] };
    const isKept = take(cut);
    if (isKept) events.push(cut);
    for (const project of projects.toSorted(queuedFirst).map(brief)) {
      if (isKept && take(project)) cut.projects.push(project);
      else more += 1;
    }
  }
  const moreEvents = judged.length - events.length;
  const left = { more, ...(moreEvents > 0 && { moreEvents }) };
  return JSON.stringify({ delivery: delivery.slice(0, 100), ignored, events, ...left });
}

const described = (event: RepositoryEvent) => ({
  ...event,
  changedFiles: undefined,
  pushedAt: undefined,
  headRepositoryId: undefined,
});

const shortened = ({ commitMessage, releaseName, ...event }: RepositoryEvent) => ({
  ...described(event),
  ...(commitMessage !== undefined && { commitMessage: commitMessage.slice(0, 200) }),
  ...(releaseName !== undefined && { releaseName: releaseName.slice(0, 200) }),
});

const brief = ({ name, verdict, reason }: ProjectVerdict) => ({ name, verdict, reason: reason.slice(0, 300) });

const isQueued = ({ verdict }: ProjectVerdict): boolean => verdict === 'queued';

const queuedFirst = (one: ProjectVerdict, other: ProjectVerdict): number =>
  Number(isQueued(other)) - Number(isQueued(one));

const queuingFirst = (one: JudgedEvent, other: JudgedEvent): number =>
  Number(other.projects.some(isQueued)) - Number(one.projects.some(isQueued));
