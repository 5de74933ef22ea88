import type { Match } from './ranges.ts';

/**
 * The secret of an AWS access key has no mark of its own: 40 random characters of base64
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html).
 */
export const SECRET_KEY = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=_-])/;

/** Of 40 random characters, two neighbours differ in kind some 26 times; in names and paths they seldom do. */
const LEAST_CHANGES = 15;

/** A digest has no capitals, and a path few digits. */
export function isSecretKey({ secret }: Match): boolean {
  const kinds = Array.from(secret, kindOf);
  const changes = kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length;
  return ['digit', 'upper', 'lower'].every((kind) => kinds.includes(kind)) && changes >= LEAST_CHANGES;
}

const kindOf = (character: string): string =>
  /\d/.test(character) ? 'digit' : /[A-Z]/.test(character) ? 'upper' : /[a-z]/.test(character) ? 'lower' : 'other';
