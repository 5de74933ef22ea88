import { BADGE_STATES } from '../../functions/core/badge/badge-state.ts';
import { BADGE_STYLE_NAMES } from '../../functions/core/badge/drawing/badge-style.ts';
import { glyphOutliner } from '../../functions/core/badge/drawing/outline-text.ts';
import { renderBadge } from '../../functions/core/badge/drawing/render-badge.ts';
import type { Badge } from '../../functions/core/badge/drawing/badge.ts';

/** The compared fields of a badge. None is undefined, which other renderers do not expect. */
type Compared = { readonly [Field in keyof Badge]: Exclude<Badge[Field], undefined> };

/** Draws a badge with another program. */
export type Renderer = (badge: Compared) => string;

const LABELS = ['build', 'AVATAR Type', 'Übertragungsweg', 'сборка', 'Δοκιμή', 'Tiếng Việt', '0123456789 @#%&', ''];
const BACKGROUNDS = { light: '#fff', dark: '#0d1117' };

/**
 * A page with our badges next to another renderer's, for every style and state and a few labels, on light and dark
 * backgrounds.
 */
export async function comparisonSheet(theirName: string, theirs: Renderer): Promise<string> {
  const styles = BADGE_STYLE_NAMES;
  const badges: readonly Compared[] = [
    ...styles.flatMap((style) => Object.values(BADGE_STATES).map((state) => ({ label: 'build', style, ...state }))),
    ...LABELS.map((label) => ({ label, ...BADGE_STATES.passing })),
    { label: 'light colours', message: 'passing', color: '#44bb00', labelColor: '#cccccc' },
  ];
  const row = async (badge: Compared): Promise<string> =>
    `<tr><td>${image(await renderBadge(badge, await glyphOutliner(badge.label)))}<td>${image(theirs(badge))}`;
  const rows = (await Promise.all(badges.map(row))).join('\n');
  const tables = Object.entries(BACKGROUNDS).map(
    ([name, color]) => `<table class="${name}" style="background:${color}">
<tr><th>Pushlight<th>${theirName}
${rows}
</table>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Badges, compared</title>
<style>
body { margin: 0; display: flex; font: 12px sans-serif }
table { padding: 8px; border-spacing: 8px 4px }
.dark { color: #fff }
th { text-align: left }
img { display: block }
</style>
${tables.join('\n')}
</html>
`;
}

const image = (svg: string): string => `<img alt="" src="data:image/svg+xml,${encodeURIComponent(svg)}">`;
