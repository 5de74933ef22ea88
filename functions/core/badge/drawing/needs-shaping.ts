const SHAPED = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/**
 * Whether a text cannot be drawn as one glyph after another from the left. ASCII is detected without Unicode's tables.
 */
export const needsShaping = (text: string): boolean => !/^[ -~]*$/.test(text) && SHAPED.test(text);
