import type { Range } from './ranges.ts';

/** Where base64 may be, also that of URLs. */
const RUN = /[A-Za-z0-9+/_-]{12,}={0,2}/g;
/** Of what is random, hardly anything reads as text. */
const TEXT = /[\t\n\r\x20-\x7e]{8}/;
/** A run may begin in the middle of a group of four: what stands before it may be letters, too. */
const SHIFTS = [0, 1, 2, 3] as const;

/**
 * The secrets in what is encoded in base64.
 *
 * @param secretsIn finds them in a text that was encoded
 */
export function encodedSecrets(text: string, secretsIn: (decoded: string) => readonly Range[]): readonly Range[] {
  return [...text.matchAll(RUN)].flatMap(({ 0: run, index }) =>
    SHIFTS.flatMap((shift) => {
      const decoded = Buffer.from(run.slice(shift), 'base64').toString('latin1');
      if (!TEXT.test(decoded)) return [];
      return secretsIn(decoded).map(({ start, end }) => ({
        start: index + shift + Math.floor((start * 4) / 3),
        // Up to the padding, where it is the last.
        end: end === decoded.length ? index + run.length : index + shift + Math.ceil((end * 4) / 3),
      }));
    }),
  );
}
