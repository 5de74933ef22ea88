/** The look of a badge, in the forms of shields. Lengths are tenths of a pixel, the unit of a badge's drawing. */
export interface BadgeStyle {
  readonly height: number;
  /** The radius of the corners. */
  readonly corner: number;
  readonly baseline: number;
  /** Between the text and the badge's edge. */
  readonly padding: number;
  /** Between the text and the seam of the halves; smaller, since the seam itself separates them. */
  readonly innerPadding: number;
  /** Added between letters. */
  readonly spacing: number;
  /** All text is in capitals, and the message is bold. */
  readonly capitals: boolean;
  /** The text has a shadow one pixel below it. */
  readonly shadow: boolean;
  /** Heights above the lower corners at which the background becomes darker by a step: a gradient would need an id. */
  readonly shades: readonly number[];
}

const flat: BadgeStyle = {
  height: 200,
  corner: 30,
  baseline: 140,
  padding: 60,
  innerPadding: 40,
  spacing: 0,
  capitals: false,
  shadow: true,
  shades: [50, 100, 150],
};
const flatSquare: BadgeStyle = { ...flat, corner: 0, shadow: false, shades: [] };

/** Styles with two halves side by side. */
export const BADGE_STYLES = {
  flat,
  'flat-square': flatSquare,
  plastic: {
    ...flat,
    height: 180,
    corner: 40,
    baseline: 130,
    shades: [20, 40, 60, 80, 100, 110, 120, 130, 140],
  },
  'for-the-badge': {
    ...flatSquare,
    height: 280,
    baseline: 180,
    padding: 120,
    innerPadding: 90,
    spacing: 10,
    capitals: true,
  },
} as const satisfies Record<string, BadgeStyle>;

/** `social` does not consist of two halves: it has a box and a speech bubble next to it. */
export type BadgeStyleName = keyof typeof BADGE_STYLES | 'social';

export const BADGE_STYLE_NAMES: readonly BadgeStyleName[] = [
  ...(Object.keys(BADGE_STYLES) as (keyof typeof BADGE_STYLES)[]),
  'social',
];

export const isBadgeStyle = (name: string | null | undefined): name is BadgeStyleName =>
  BADGE_STYLE_NAMES.some((known) => known === name);
