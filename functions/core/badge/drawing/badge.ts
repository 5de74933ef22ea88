import type { BadgeLogo } from './badge-logo.ts';
import type { BadgeStyleName } from './badge-style.ts';

export interface Badge {
  /** What the message is about, on the left. Empty, and no logo: the message stands alone. */
  readonly label: string;
  readonly message: string;
  /** Behind the message: "#rrggbb". */
  readonly color: string;
  /** Behind the label, likewise. */
  readonly labelColor?: string | undefined;
  readonly style?: BadgeStyleName | undefined;
  /** Before the label. */
  readonly logo?: BadgeLogo | undefined;
}
