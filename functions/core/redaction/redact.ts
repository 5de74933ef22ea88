import { hideRanges } from './ranges.ts';
import { secretRanges } from './secret-ranges.ts';

/**
 * Replaces every secret in a text from a build with `***`. The text must be clean: a sequence that colours a secret
 * would split it.
 */
export const redact = (text: string): string => hideRanges(text, secretRanges(text));
