import type { Configuration, Hook } from '../../functions/core/configuration.ts';
import { match, type ProjectVerdict } from '../../functions/core/webhook/match.ts';
import { PROTOCOLS } from '../../functions/core/providers/protocols.ts';
import type { RepositoryEvent } from '../../functions/core/repository-event.ts';
import { PROVIDER_FACTS } from '../../functions/core/providers/provider-facts.ts';

/** What a delivery would start, in the format of its response. */
export interface Explanation {
  readonly delivery: string;
  /** Why the delivery, or a part of it other than the events, starts nothing. */
  readonly ignored?: string;
  readonly events: readonly {
    readonly event: RepositoryEvent;
    readonly projects: readonly WouldVerdict[];
  }[];
}

export type WouldVerdict = Omit<ProjectVerdict, 'verdict'> & { readonly verdict: 'would-queue' | 'skipped' };

/**
 * Explains what a delivery with this body would start. `eventName` is the host's name of the event; by default, that of
 * a push.
 * @throws Error for an event that the host does not send, or a body that is not one of the host's
 */
export async function explainDelivery(
  body: Buffer,
  eventName: string | undefined,
  hook: Hook,
  configuration: Configuration,
): Promise<Explanation> {
  const { headers: names, pushEvent } = PROVIDER_FACTS[hook.provider];
  const protocol = PROTOCOLS[hook.provider];
  if (eventName !== undefined && !protocol.sends(eventName)) {
    throw new Error(
      `--event "${eventName}" is not an event of ${hook.provider} (allowed: ${protocol.buildingEvents().join(', ')}, and events that start no builds).`,
    );
  }
  const headers = Object.fromEntries(names.event.map((name) => [name, eventName ?? pushEvent]));
  const parsed = protocol.parse({ headers, body }, hook);
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

/** Used as the host's id of a delivery that was never sent. */
const DELIVERY = 'explain';

const wouldQueue = ({ name, verdict, reason, groups }: ProjectVerdict): WouldVerdict => ({
  name,
  verdict: verdict === 'queued' ? 'would-queue' : verdict,
  reason,
  groups,
});
