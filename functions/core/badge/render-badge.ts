import { escapeXml } from './badge-text.ts';
import { boxOutline } from './box-outline.ts';
import { outlineText } from './outline-text.ts';

export interface Badge {
  /** What the message is about, on the left. Empty: the message stands alone. */
  readonly label: string;
  readonly message: string;
  /** Behind the message: "#rrggbb". */
  readonly color: string;
}

const LABEL_COLOR = '#555';

/** Tenths of a pixel, the unit of the drawing. Height, corners, baseline and paddings are those of shields' "flat". */
const HEIGHT = 200;
const CORNER = 30;
const BASELINE = 140;
const PADDING = 60;
/** Towards the seam between the halves, which separates by itself. */
const INNER_PADDING = 40;

/** Where the background grows darker, step by step: a gradient would need an id. */
const SHADES = [50, 100, 150];

/**
 * A badge as SVG. Its text is outlines, so it looks the same with any fonts. There is nothing in it but svg, title and
 * path, and no ids, since several badges may stand in one page.
 *
 * @param badge texts of what XML allows, as badgeText makes them
 */
export function renderBadge({ label, message, color }: Badge): string {
  const left = outlineText(label);
  const right = outlineText(message);
  const seam = label === '' ? 0 : PADDING + 10 * left.width + INNER_PADDING;
  const messageX = label === '' ? PADDING : seam + INNER_PADDING;
  const width = messageX + 10 * right.width + PADDING;
  const name = escapeXml(label === '' ? message : `${label}: ${message}`);
  const text = `M${PADDING} ${BASELINE}${left.outline}M${messageX} ${BASELINE}${right.outline}`;
  const leftCorner = seam === 0 ? CORNER : 0;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width / 10}" height="${HEIGHT / 10}"` +
    ` viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${name}"><title>${name}</title>` +
    (seam === 0 ? '' : `<path fill="${LABEL_COLOR}" d="${boxOutline(0, 0, seam, HEIGHT, [CORNER, 0, 0, CORNER])}"/>`) +
    `<path fill="${color}" d="${boxOutline(seam, 0, width, HEIGHT, [leftCorner, CORNER, CORNER, leftCorner])}"/>` +
    SHADES.map((top) => shade(top, width)).join('') +
    `<path fill-opacity=".3" transform="translate(0 10)" d="${text}"/><path fill="#fff" d="${text}"/></svg>`
  );
}

/** From there to the bottom. */
const shade = (top: number, width: number): string =>
  `<path fill-opacity=".03" d="${boxOutline(0, top, width, HEIGHT, [0, 0, CORNER, CORNER])}"/>`;
