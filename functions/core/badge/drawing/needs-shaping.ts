const SHAPED = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** Whether text can't be drawn as one glyph after the other, from the left. ASCII is told without Unicode's tables. */
export const needsShaping = (text: string): boolean => !/^[ -~]*$/.test(text) && SHAPED.test(text);
