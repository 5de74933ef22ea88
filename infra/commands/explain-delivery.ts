import type { Configuration, Hook } from '../../functions/core/configuration.ts';
import { match, type ProjectVerdict } from '../../functions/core/webhook/match.ts';
import { PROTOCOLS } from '../../functions/core/providers/protocols.ts';
import type { RepositoryEvent } from '../../functions/core/repository-event.ts';
import type { Provider } from '../../functions/core/vocabulary.ts';

/** What a delivery would start, in the shape of its answer. */
export interface Explanation {
  readonly delivery: string;
  /** Why the delivery, or another part of it than the events, starts nothing. */
  readonly ignored?: string;
  readonly events: readonly {
    readonly event: RepositoryEvent;
    readonly projects: readonly WouldVerdict[];
  }[];
}

export type WouldVerdict = Omit<ProjectVerdict, 'verdict'> & { readonly verdict: 'would-queue' | 'skipped' };

/** The header that names the event, and what it says of a push. */
const EVENTS: Readonly<Record<Provider, { readonly header: string; readonly push: string }>> = {
  github: { header: 'x-github-event', push: 'push' },
  gitlab: { header: 'x-gitlab-event', push: 'Push Hook' },
  bitbucket: { header: 'x-event-key', push: 'repo:push' },
  gitea: { header: 'x-gitea-event', push: 'push' },
};

/**
 * What a delivery with this body would start. `eventName` is the host's word for the event, of a push by default.
 * @throws Error for an event that the host does not send, and a body that is not one of the host's
 */
export async function explainDelivery(
  body: Buffer,
  eventName: string | undefined,
  hook: Hook,
  configuration: Configuration,
): Promise<Explanation> {
  const { header, push } = EVENTS[hook.provider];
  const protocol = PROTOCOLS[hook.provider];
  if (eventName !== undefined && !protocol.sends(eventName)) {
    throw new Error(
      `--event "${eventName}" is not a valid event of ${hook.provider} (allowed: ${protocol.buildingEvents().join(', ')}, and those that start no builds).`,
    );
  }
  const parsed = protocol.parse({ headers: { [header]: eventName ?? push }, body }, hook);
  if (parsed.kind === 'malformed') throw new Error(parsed.problem);
  if (parsed.kind === 'ignored') return { delivery: DELIVERY, ignored: parsed.reason, events: [] };
  const events = await Promise.all(
    parsed.events.map(async (event) => ({
      event,
      projects: (await match(event, hook, configuration)).map(wouldQueue),
    })),
  );
  return { delivery: DELIVERY, ...(parsed.ignored !== undefined && { ignored: parsed.ignored }), events };
}

/** Stands for the host's id of a delivery that never came. */
const DELIVERY = 'explain';

const wouldQueue = ({ name, verdict, reason, groups }: ProjectVerdict): WouldVerdict => ({
  name,
  verdict: verdict === 'queued' ? 'would-queue' : verdict,
  reason,
  groups,
});
