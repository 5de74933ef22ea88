const SHAPED = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** Whether text can't be drawn as one glyph after the other, from the left. */
export const needsShaping = (text: string): boolean => SHAPED.test(text);
