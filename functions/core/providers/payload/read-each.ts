import type { Parsed } from '../../repository-event.ts';
import { ignored } from './read-payload.ts';

/**
 * Reads each change of a push that changes several refs. A change that builds nothing or is not valid does not affect
 * the others: the delivery is only refused if no part of it can be read.
 */
export function readEach(changes: readonly unknown[], identity: string, read: (change: unknown) => Parsed): Parsed {
  const all = changes.map(read);
  const events = all.flatMap((parsed) => (parsed.kind === 'events' ? parsed.events : []));
  const reasons = all.flatMap(whyNot);
  if (events.length > 0) {
    return { kind: 'events', events, identity, ...(reasons.length > 0 && { ignored: summary(reasons) }) };
  }
  const problem = all.find(({ kind }) => kind === 'malformed');
  return problem ?? ignored(reasons.length > 0 ? summary(reasons) : 'The push changes no refs.');
}

function whyNot(parsed: Parsed): readonly string[] {
  if (parsed.kind === 'events') return [];
  return [parsed.kind === 'ignored' ? parsed.reason : parsed.problem];
}

/** Shown to people on the host's page. */
function summary(reasons: readonly string[]): string {
  const shown = reasons.slice(0, 3).map((reason) => reason.slice(0, 150));
  const more = reasons.length - shown.length;
  return [...shown, ...(more > 0 ? [`And ${more} more.`] : [])].join(' ');
}
