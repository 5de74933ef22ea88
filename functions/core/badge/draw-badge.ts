import { setNewest } from '../set-newest.ts';
import { BADGE_STATES } from './badge-state.ts';
import { needsShaping } from './drawing/needs-shaping.ts';
import { glyphOutliner, type OutlineText } from './drawing/outline-text.ts';
import { renderBadge } from './drawing/render-badge.ts';
import type { Badge } from './drawing/badge.ts';
import { keptRepresentations, representations, type Representations } from '../http/representations.ts';
import { shapeSparingly } from './drawing/shape-sparingly.ts';

/** A few kilobytes each. */
const MOST_KEPT = 500;

const STATE_COLORS: ReadonlyMap<string, string> = new Map(
  Object.values(BADGE_STATES).map(({ message, color }) => [message, color]),
);

/** `now` is in milliseconds since 1970. */
export type DrawBadge = (badge: Badge, now: number) => Promise<Representations>;

/**
 * Draws badges, and caches those that are requested again and again: with known labels, and with a state's own text and
 * colours. Variants that strangers invent are not cached, so that they use no memory.
 */
export function badgeDrawer(knownLabels: ReadonlySet<string>, onError: (error: unknown) => void): DrawBadge {
  const outlinerOf = labelOutliner(knownLabels, onError);
  const draw = async (badge: Badge, now: number): Promise<string> =>
    renderBadge(badge, await outlinerOf(badge.label, now));
  const kept = new Map<string, Representations>();
  return async (badge, now) => {
    const { label, message, color, labelColor } = badge;
    const isPlain = labelColor === undefined && STATE_COLORS.get(message) === color;
    if (!isPlain || !knownLabels.has(label)) return representations(await draw(badge, now));
    // The whole badge is the key, so that no part of its looks can be forgotten.
    const key = JSON.stringify(badge);
    let drawn = kept.get(key);
    if (drawn === undefined) {
      drawn = keptRepresentations(await draw(badge, now));
      setNewest(kept, key, drawn, MOST_KEPT);
    }
    return drawn;
  };
}

/** Text that cannot be shaped is drawn with the available glyphs: there is always a badge. */
function labelOutliner(knownLabels: ReadonlySet<string>, onError: (error: unknown) => void) {
  const shape = shapeSparingly({
    shape: async (text) => (await import('./drawing/shape-text.ts')).shapeText(text),
    knownTexts: knownLabels,
  });
  return async (label: string, now: number): Promise<OutlineText> => {
    if (!needsShaping(label)) return glyphOutliner(label);
    try {
      const shaped = await shape(label, now);
      if (shaped !== undefined) return () => shaped;
    } catch (error) {
      onError(error);
    }
    return glyphOutliner(label);
  };
}
