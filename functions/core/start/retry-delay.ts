/**
 * How long a message that has to wait stays hidden: doubling, up to five minutes, so that a limit may last for hours.
 *
 * @param receives how often it was received, from 1
 */
export const hideSeconds = (receives: number): number => Math.min(300, 2 ** Math.min(receives, 9));
