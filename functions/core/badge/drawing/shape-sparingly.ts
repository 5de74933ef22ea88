import { setNewest } from '../../set-newest.ts';
import type { OutlinedText } from './outline-text.ts';

/** Tens of kilobytes each. */
const MOST_KEPT = 100;
/** Shaping takes 2 to 20 ms, so strangers' requests use at most a fifth of an instance's time. */
const MOST_A_SECOND = 10;

export interface ShapeSparingly {
  readonly shape: (text: string) => Promise<OutlinedText>;
  /** Texts of the projects file, which are always shaped, whatever others there are. */
  readonly knownTexts: ReadonlySet<string>;
}

/**
 * Limits the cost of shaping, whatever strangers request: the most recent texts are cached, and only a few new ones are
 * shaped per second.
 *
 * @returns a function of a text and the current time in milliseconds; it returns undefined if the limit is reached
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
