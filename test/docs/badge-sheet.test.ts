import path from 'node:path';
import { expect, test } from 'vitest';
import { BADGE_STATES } from '../../functions/core/badge/badge-state.ts';
import { BADGE_STYLE_NAMES } from '../../functions/core/badge/drawing/badge-style.ts';
import { renderBadge } from '../../functions/core/badge/drawing/render-badge.ts';

const SHEET = path.resolve(import.meta.dirname, '../../docs/badge-sheet.svg');

const GAP = 8;
const ROW = 28 + GAP;

/** Each style is a column and each state a row, drawn as the public endpoint draws them: the label is the style's name. */
async function badgeSheet(): Promise<string> {
  const columns = await Promise.all(
    BADGE_STYLE_NAMES.map((style) =>
      Promise.all(Object.values(BADGE_STATES).map((state) => renderBadge({ label: style, style, ...state }))),
    ),
  );
  const widths = columns.map((badges) => Math.max(...badges.map((badge) => sizeOf(badge, 'width'))));
  const placed = columns.flatMap((badges, column) => {
    const x = widths.slice(0, column).reduce((sum, width) => sum + width + GAP, 0);
    return badges.map((badge, row) => at(x, row * ROW + (ROW - GAP - sizeOf(badge, 'height')) / 2, badge));
  });
  const width = widths.reduce((sum, each) => sum + each + GAP, -GAP);
  const height = Object.keys(BADGE_STATES).length * ROW - GAP;
  const name = 'Badges of every state in every style';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" role="img" aria-label="${name}"><title>${name}</title>
${placed.join('\n')}
</svg>
`;
}

const sizeOf = (badge: string, side: 'width' | 'height'): number =>
  Number(new RegExp(` ${side}="([\\d.]+)"`).exec(badge)![1]);

const at = (x: number, y: number, badge: string): string => `<g transform="translate(${x} ${y})">${badge}</g>`;

test('docs/badge-sheet.svg, which the README shows, is what the product draws', async () => {
  await expect(await badgeSheet()).toMatchFileSnapshot(SHEET);
});
