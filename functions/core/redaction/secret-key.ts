import type { Match } from './ranges.ts';

/**
 * The secret of an AWS access key has no prefix: it consists of 40 random base64 characters
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html).
 */
export const SECRET_KEY = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=_-])/;

/** In 40 random characters, the kind changes about 26 times between neighbours; in names and paths it seldom does. */
const LEAST_CHANGES = 15;

/** A digest has no capitals, and a path has few digits. */
export function isSecretKey({ secret }: Match): boolean {
  const kinds = Array.from(secret, kindOf);
  const changes = kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length;
  return ['digit', 'upper', 'lower'].every((kind) => kinds.includes(kind)) && changes >= LEAST_CHANGES;
}

const kindOf = (character: string): string =>
  /\d/.test(character) ? 'digit' : /[A-Z]/.test(character) ? 'upper' : /[a-z]/.test(character) ? 'lower' : 'other';
