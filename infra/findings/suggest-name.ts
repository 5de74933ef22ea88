import { nearestName } from './nearest-name.ts';

/**
 * Suggests a name for an unknown one: "did you mean web?", or "known are web, api".
 * @param otherwise the text if no name is similar, for names that are too many to list
 */
export function suggestName(name: string, known: readonly string[], otherwise?: string): string {
  const nearest = nearestName(name, known);
  if (nearest !== undefined) return `did you mean ${nearest}?`;
  return otherwise ?? `known names: ${known.join(', ') || 'none'}`;
}
