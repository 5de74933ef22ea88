/** How long a message that has to wait stays hidden: doubling, up to five minutes, so that a limit may last for hours. */
export function hideSeconds(receiveCount: string): number {
  const count = Math.max(1, Number.parseInt(receiveCount, 10) || 1);
  return Math.min(300, 2 ** Math.min(count, 9));
}
