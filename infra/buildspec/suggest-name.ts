import { nearestName } from './nearest-name.ts';

/** What would be right for a name that is not known: "did you mean web?", or "known are web, api". */
export function suggestName(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? `known are ${known.join(', ') || 'none'}` : `did you mean ${nearest}?`;
}
