import type { Range } from './ranges.ts';

/** A run of characters that may be base64 or base64url. */
const RUN = /[A-Za-z0-9+/_-]{12,}={0,2}/g;
/** Random bytes hardly ever decode to this much text. */
const TEXT = /[\t\n\r\x20-\x7e]{8}/;
/** A run may begin in the middle of a group of four, since letters may precede the encoded text. */
const SHIFTS = [0, 1, 2, 3] as const;

/**
 * The secrets in base64-encoded parts of a text.
 *
 * @param secretsIn finds the secrets in a decoded text
 */
export function encodedSecrets(text: string, secretsIn: (decoded: string) => readonly Range[]): readonly Range[] {
  return [...text.matchAll(RUN)].flatMap(({ 0: run, index }) =>
    SHIFTS.flatMap((shift) => {
      const decoded = Buffer.from(run.slice(shift), 'base64').toString('latin1');
      if (!TEXT.test(decoded)) return [];
      return secretsIn(decoded).map(({ start, end }) => ({
        start: index + shift + Math.floor((start * 4) / 3),
        // Extends to the padding if the secret is at the end.
        end: end === decoded.length ? index + run.length : index + shift + Math.ceil((end * 4) / 3),
      }));
    }),
  );
}
