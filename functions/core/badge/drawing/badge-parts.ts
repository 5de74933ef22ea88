import { BADGE_LOGOS, type BadgeLogo } from './badge-logo.ts';
import { escapeXml } from '../../http/escape-xml.ts';

/** Lengths are tenths of a pixel. */
export const LOGO_SIZE = 140;
/** The space between a logo and its label. */
export const LOGO_GAP = 30;

/** The accessible name of a badge, whichever parts of it are drawn. */
export const badgeName = ({ label, message }: { readonly label: string; readonly message: string }): string =>
  label === '' ? message : `${label}: ${message}`;

interface Document {
  readonly width: number;
  readonly height: number;
  /** The text of both the accessible name and the title. */
  readonly name: string;
}

export function svgDocument({ width, height, name }: Document, paths: string): string {
  const title = escapeXml(name);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width / 10}" height="${height / 10}"` +
    ` viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}"><title>${title}</title>${paths}</svg>`
  );
}

export const logoPath = (logo: BadgeLogo, x: number, y: number, fill: string): string =>
  `<path fill="${fill}" fill-rule="evenodd" transform="translate(${x} ${y})" d="${BADGE_LOGOS[logo]}"/>`;

interface Text {
  readonly x: number;
  readonly baseline: number;
  readonly outline: string;
  readonly fill: string;
  /** Drawn one pixel below. */
  readonly shadow?: boolean;
}

export function textPath({ x, baseline, outline, fill, shadow = false }: Text): string {
  const d = `M${x} ${baseline}${outline}`;
  return (
    (shadow ? `<path fill-opacity=".3" transform="translate(0 10)" d="${d}"/>` : '') + `<path fill="${fill}" d="${d}"/>`
  );
}
