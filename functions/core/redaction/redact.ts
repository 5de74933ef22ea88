import { hideRanges } from './ranges.ts';
import { secretRanges } from './secret-ranges.ts';

/**
 * Puts `***` in place of every secret that a text from a build shows. The text must be clean: a sequence that colours a
 * secret would divide it.
 */
export const redact = (text: string): string => hideRanges(text, secretRanges(text));
