/** How a badge looks, in shields' forms. Lengths are tenths of a pixel, the unit of a badge's drawing. */
export interface BadgeStyle {
  readonly height: number;
  /** Radius. */
  readonly corner: number;
  readonly baseline: number;
  /** Of the text, one pixel below it. */
  readonly shadow: boolean;
  /** Where the background grows darker by a step, above the lower corners: a gradient would need an id. */
  readonly shades: readonly number[];
}

export const BADGE_STYLES = {
  flat: { height: 200, corner: 30, baseline: 140, shadow: true, shades: [50, 100, 150] },
  'flat-square': { height: 200, corner: 0, baseline: 140, shadow: false, shades: [] },
  plastic: { height: 180, corner: 40, baseline: 130, shadow: true, shades: [20, 40, 60, 80, 100, 110, 120, 130, 140] },
} as const satisfies Record<string, BadgeStyle>;
export type BadgeStyleName = keyof typeof BADGE_STYLES;

export const isBadgeStyle = (name: string | null | undefined): name is BadgeStyleName =>
  Object.hasOwn(BADGE_STYLES, name ?? '');
