import type { BadgeLogo } from './badge-logo.ts';
import type { BadgeStyleName } from './badge-style.ts';

export interface Badge {
  /** The subject of the message, on the left. If it is empty and there is no logo, only the message is drawn. */
  readonly label: string;
  readonly message: string;
  /** The message's background: "#rrggbb". */
  readonly color: string;
  /** The label's background, in the same form. */
  readonly labelColor?: string | undefined;
  readonly style?: BadgeStyleName | undefined;
  /** Drawn before the label. */
  readonly logo?: BadgeLogo | undefined;
}
