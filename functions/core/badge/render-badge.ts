import { textColorOn } from './badge-color.ts';
import { BADGE_STYLES, type BadgeStyle, type BadgeStyleName } from './badge-style.ts';
import { escapeXml } from './badge-text.ts';
import { boxOutline } from './box-outline.ts';
import { outlineText } from './outline-text.ts';

export interface Badge {
  /** What the message is about, on the left. Empty: the message stands alone. */
  readonly label: string;
  readonly message: string;
  /** Behind the message: "#rrggbb". */
  readonly color: string;
  /** Behind the label, likewise. */
  readonly labelColor?: string;
  readonly style?: BadgeStyleName;
}

const LABEL_COLOR = '#555555';

/** Tenths of a pixel, the unit of the drawing. */
const PADDING = 60;
/** Towards the seam between the halves, which separates by itself. */
const INNER_PADDING = 40;

/**
 * A badge as SVG. Its text is outlines, so it looks the same with any fonts. There is nothing in it but svg, title and
 * path, and no ids, since several badges may stand in one page.
 *
 * @param badge texts of what XML allows, as badgeText makes them
 */
export function renderBadge({ label, message, color, labelColor = LABEL_COLOR, style: name = 'flat' }: Badge): string {
  const style = BADGE_STYLES[name];
  const left = outlineText(label);
  const right = outlineText(message);
  const seam = label === '' ? 0 : PADDING + 10 * left.width + INNER_PADDING;
  const messageStart = label === '' ? PADDING : seam + INNER_PADDING;
  const width = messageStart + 10 * right.width + PADDING;
  const title = escapeXml(label === '' ? message : `${label}: ${message}`);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width / 10}" height="${style.height / 10}"` +
    ` viewBox="0 0 ${width} ${style.height}" role="img" aria-label="${title}"><title>${title}</title>` +
    (seam === 0 ? '' : half({ from: 0, to: seam, edges: { left: true }, color: labelColor }, style)) +
    half({ from: seam, to: width, edges: { left: seam === 0, right: true }, color }, style) +
    (seam === 0 ? '' : text(PADDING, left.outline, labelColor, style)) +
    text(messageStart, right.outline, color, style) +
    '</svg>'
  );
}

interface Half {
  readonly from: number;
  readonly to: number;
  /** Where the badge ends, its corners are round. */
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
    // Behind dark text, shades would take away contrast.
    (textColorOn(color) === '#fff' ? shades.map(shade).join('') : '')
  );
}

function text(x: number, outline: string, background: string, { baseline, shadow }: BadgeStyle): string {
  const d = `M${x} ${baseline}${outline}`;
  const fill = textColorOn(background);
  return (
    (shadow && fill === '#fff' ? `<path fill-opacity=".3" transform="translate(0 10)" d="${d}"/>` : '') +
    `<path fill="${fill}" d="${d}"/>`
  );
}
