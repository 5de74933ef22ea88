import { nearestName } from './nearest-name.ts';

/**
 * Suggests a name for an unknown one: `did you mean "web"?`, or `the known names are "web", "api"`.
 * @param otherwise the text if no name is similar, for names that are too many to list
 */
export function suggestName(name: string, known: readonly string[], otherwise?: string): string {
  const nearest = nearestName(name, known);
  if (nearest !== undefined) return `did you mean "${nearest}"?`;
  if (otherwise !== undefined) return otherwise;
  const names = known.map((each) => `"${each}"`).join(', ');
  if (known.length === 1) return `the only known name is ${names}`;
  return known.length === 0 ? 'there are none' : `the known names are ${names}`;
}
