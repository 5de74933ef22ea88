import { textColorOn } from './badge-color.ts';
import { badgeName, LOGO_SIZE, logoPath, LOGO_GAP, svgDocument, textPath } from './badge-parts.ts';
import type { Badge } from './badge.ts';
import { BADGE_STYLES, type BadgeStyle } from './badge-style.ts';
import { boxOutline } from './box-outline.ts';
import { boldCapitalsOutliner, outlineAscii, type OutlineText } from './outline-text.ts';
import { renderSocialBadge } from './render-social-badge.ts';

const LABEL_COLOR = '#555555';

/**
 * A badge as SVG. Its text is drawn as outlines, so it looks the same with any fonts. It contains only svg, title and
 * path, and no ids, since one page may contain several badges.
 *
 * @param badge with texts of valid XML characters, as badgeText returns them
 * @param outlineLabel for a label that ASCII glyphs side by side cannot draw
 */
export async function renderBadge(badge: Badge, outlineLabel: OutlineText = outlineAscii): Promise<string> {
  const { label, message, color, labelColor = LABEL_COLOR, style: name = 'flat', logo } = badge;
  if (name === 'social') return renderSocialBadge(badge, outlineLabel);
  const style: BadgeStyle = BADGE_STYLES[name];
  const { height, padding, innerPadding } = style;
  const cased = (text: string): string => (style.capitals ? text.toUpperCase() : text);
  const left = outlineLabel(cased(label), style.spacing);
  const outlineMessage = style.capitals ? await boldCapitalsOutliner() : outlineAscii;
  const right = outlineMessage(cased(message), style.spacing);
  const labelStart = padding + (logo ? LOGO_SIZE + (label === '' ? 0 : LOGO_GAP) : 0);
  const seam = label === '' && !logo ? 0 : labelStart + left.width + innerPadding;
  const messageStart = seam === 0 ? padding : seam + innerPadding;
  const width = messageStart + right.width + padding;
  return svgDocument(
    { width, height, name: badgeName(badge) },
    (seam === 0 ? '' : half({ from: 0, to: seam, edges: { left: true }, color: labelColor }, style)) +
      half({ from: seam, to: width, edges: { left: seam === 0, right: true }, color }, style) +
      (logo ? logoPath(logo, padding, (height - LOGO_SIZE) / 2, textColorOn(labelColor)) : '') +
      (label === '' ? '' : text(labelStart, left.outline, labelColor, style)) +
      text(messageStart, right.outline, color, style),
  );
}

interface Half {
  readonly from: number;
  readonly to: number;
  /** The corners at the badge's edges are round. */
  readonly edges: { readonly left?: boolean; readonly right?: boolean };
  readonly color: string;
}

function half({ from, to, edges, color }: Half, { height, corner, shades }: BadgeStyle): string {
  const left = edges.left ? corner : 0;
  const right = edges.right ? corner : 0;
  const shade = (top: number): string =>
    `<path fill-opacity=".03" d="${boxOutline(from, top, to, height, [0, 0, right, left])}"/>`;
  return (
    `<path fill="${color}" d="${boxOutline(from, 0, to, height, [left, right, right, left])}"/>` +
    // Behind dark text, shades would reduce the contrast.
    (textColorOn(color) === '#fff' ? shades.map(shade).join('') : '')
  );
}

function text(x: number, outline: string, background: string, { baseline, shadow }: BadgeStyle): string {
  const fill = textColorOn(background);
  return textPath({ x, baseline, outline, fill, shadow: shadow && fill === '#fff' });
}
