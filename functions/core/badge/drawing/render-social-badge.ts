import { textColorOn } from './badge-color.ts';
import { badgeName, LOGO_GAP, LOGO_SIZE, logoPath, svgDocument, textPath } from './badge-parts.ts';
import { boxOutline, type Corners } from './box-outline.ts';
import { outlineAscii, type OutlineText } from './outline-text.ts';
import type { Badge } from './badge.ts';

/** Tenths of a pixel. */
const HEIGHT = 200;
const BASELINE = 140;
const PADDING = 60;
const BORDER = 10;
/** Between the box and the bubble, bridged by the tip of the bubble. */
const GAP = 70;
const TIP = 40;
const CORNERS: Corners = [30, 30, 30, 30];
const INNER_CORNERS: Corners = [20, 20, 20, 20];

const BORDER_COLOR = '#d5d5d5';
const BACKGROUND = '#fff';
const TEXT_COLOR = '#333';

/**
 * Draws the label in a white box and the message in a bubble next to it. The state's colour is used for the message's
 * text.
 */
export function renderSocialBadge(badge: Badge, outlineLabel: OutlineText): string {
  const { label, message, color, logo } = badge;
  const left = outlineLabel(label, 0);
  const right = outlineAscii(message, 0);
  const labelStart = PADDING + (logo ? LOGO_SIZE + (label === '' ? 0 : LOGO_GAP) : 0);
  const boxEnd = label === '' && !logo ? 0 : labelStart + left.width + PADDING;
  const bubbleStart = boxEnd === 0 ? 0 : boxEnd + GAP;
  const messageStart = bubbleStart + PADDING;
  const width = messageStart + right.width + PADDING;
  return svgDocument(
    { width, height: HEIGHT, name: badgeName(badge) },
    (boxEnd === 0 ? '' : box(0, boxEnd) + box(bubbleStart, width) + tip(bubbleStart)) +
      (boxEnd === 0 ? box(0, width) : '') +
      (logo ? logoPath(logo, PADDING, (HEIGHT - LOGO_SIZE) / 2, TEXT_COLOR) : '') +
      (label === '' ? '' : textPath({ x: labelStart, baseline: BASELINE, outline: left.outline, fill: TEXT_COLOR })) +
      // A colour that white text is readable on is also readable on white.
      textPath({
        x: messageStart,
        baseline: BASELINE,
        outline: right.outline,
        fill: textColorOn(color) === '#fff' ? color : TEXT_COLOR,
      }),
  );
}

/** Filled twice, since a border's stroke would lie between pixels. */
function box(from: number, to: number): string {
  const inner = boxOutline(from + BORDER, BORDER, to - BORDER, HEIGHT - BORDER, INNER_CORNERS);
  return (
    `<path fill="${BORDER_COLOR}" d="${boxOutline(from, 0, to, HEIGHT, CORNERS)}"/>` +
    `<path fill="${BACKGROUND}" d="${inner}"/>`
  );
}

const tip = (x: number): string =>
  `<path fill="${BORDER_COLOR}" d="M${x} ${HEIGHT / 2 - TIP}l${-TIP} ${TIP} ${TIP} ${TIP}z"/>` +
  `<path fill="${BACKGROUND}" d="M${x + BORDER} ${HEIGHT / 2 - TIP}l${-TIP} ${TIP} ${TIP} ${TIP}z"/>`;
