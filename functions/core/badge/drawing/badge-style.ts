/** How a badge looks, in shields' forms. Lengths are tenths of a pixel, the unit of a badge's drawing. */
export interface BadgeStyle {
  readonly height: number;
  /** Radius. */
  readonly corner: number;
  readonly baseline: number;
  /** Beside the text, towards the badge's edge. */
  readonly padding: number;
  /** Beside the text, towards the seam between the halves, which separates by itself. */
  readonly innerPadding: number;
  /** Between letters, besides their own. */
  readonly spacing: number;
  /** All in capitals, and those of the message bold. */
  readonly capitals: boolean;
  /** Of the text, one pixel below it. */
  readonly shadow: boolean;
  /** Where the background grows darker by a step, above the lower corners: a gradient would need an id. */
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

/** Two halves side by side. */
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

/** `social` is none of two halves: a box, and a speech bubble beside it. */
export type BadgeStyleName = keyof typeof BADGE_STYLES | 'social';

export const BADGE_STYLE_NAMES: readonly BadgeStyleName[] = [
  ...(Object.keys(BADGE_STYLES) as (keyof typeof BADGE_STYLES)[]),
  'social',
];

export const isBadgeStyle = (name: string | null | undefined): name is BadgeStyleName =>
  BADGE_STYLE_NAMES.some((known) => known === name);
