import { nearestName } from './nearest-name.ts';

/**
 * What would be right for a name that is not known: "did you mean web?", or "known are web, api".
 * @param otherwise what to write where none is near, for names that are too many to list
 */
export function suggestName(name: string, known: readonly string[], otherwise?: string): string {
  const nearest = nearestName(name, known);
  if (nearest !== undefined) return `did you mean ${nearest}?`;
  return otherwise ?? `known are ${known.join(', ') || 'none'}`;
}
