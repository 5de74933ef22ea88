import { BADGE_STATES } from './badge-state.ts';
import { needsShaping } from './needs-shaping.ts';
import { renderBadge, type Badge } from './render-badge.ts';
import { keptRepresentations, representations, type Representations } from './representations.ts';

/** Some kilobytes each. */
const MOST_KEPT = 500;

const STATE_COLORS: ReadonlyMap<string, string> = new Map(
  Object.values(BADGE_STATES).map(({ message, color }) => [message, color]),
);

export type DrawBadge = (badge: Badge) => Promise<Representations>;

/**
 * Draws badges, and keeps those that are asked for again and again: of known labels, in nothing but a state's own words
 * and colours. What strangers make up is not kept, so that it takes no memory.
 */
export function badgeDrawer(knownLabels: ReadonlySet<string>, onError: (error: unknown) => void): DrawBadge {
  const kept = new Map<string, Representations>();
  return async (badge) => {
    const { label, message, color, labelColor, style = 'flat', logo } = badge;
    const isPlain = labelColor === undefined && STATE_COLORS.get(message) === color;
    if (!isPlain || !knownLabels.has(label)) return representations(await draw(badge, onError));
    const key = `${message}/${style}/${logo ?? ''}/${label}`;
    let drawn = kept.get(key);
    if (drawn === undefined) {
      drawn = keptRepresentations(await draw(badge, onError));
      for (const oldest of kept.keys()) {
        if (kept.size < MOST_KEPT) break;
        kept.delete(oldest);
      }
      kept.set(key, drawn);
    }
    return drawn;
  };
}

/** What can't be shaped is drawn as far as glyphs go: a badge always comes. */
async function draw(badge: Badge, onError: (error: unknown) => void): Promise<string> {
  if (!needsShaping(badge.label)) return renderBadge(badge);
  try {
    const { shapeText } = await import('./shape-text.ts');
    return renderBadge(badge, await shapeText(badge.label));
  } catch (error) {
    onError(error);
    return renderBadge(badge);
  }
}
