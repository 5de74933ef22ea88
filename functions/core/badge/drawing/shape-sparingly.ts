import { setNewest } from '../../set-newest.ts';
import type { OutlinedText } from './outline-text.ts';

/** Tens of kilobytes each. */
const MOST_KEPT = 100;
/** Shaping takes 2 to 20 ms: of strangers' requests a fifth of an instance's time at most. */
const MOST_A_SECOND = 10;

export interface ShapeSparingly {
  readonly shape: (text: string) => Promise<OutlinedText>;
  /** Of the projects file, and so shaped however many others there are. */
  readonly knownTexts: ReadonlySet<string>;
}

/**
 * Bounds what shaping costs, whatever strangers ask for: the texts asked for last are kept, and only so many others are
 * shaped in a second.
 *
 * @returns a function of a text, and of the time now in milliseconds; it returns undefined where that is too much
 */
export function shapeSparingly({ shape, knownTexts }: ShapeSparingly) {
  const kept = new Map<string, OutlinedText>();
  let second = 0;
  let shapedInSecond = 0;

  function isTooMuch(now: number): boolean {
    if (now - second >= 1000) [second, shapedInSecond] = [now, 0];
    shapedInSecond += 1;
    return shapedInSecond > MOST_A_SECOND;
  }

  return async (text: string, now: number): Promise<OutlinedText | undefined> => {
    const before = kept.get(text);
    if (before === undefined && !knownTexts.has(text) && isTooMuch(now)) return undefined;
    const shaped = before ?? (await shape(text));
    setNewest(kept, text, shaped, MOST_KEPT);
    return shaped;
  };
}
