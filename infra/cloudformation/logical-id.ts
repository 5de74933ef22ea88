import { digest } from '../../functions/core/digest.ts';

/** Names that only differ in characters that logical ids cannot contain differ in the digest. */
export const logicalId = (kind: string, name: string): string =>
  `${kind}${name.replaceAll(/[^A-Za-z0-9]/g, '')}${digest(name).slice(0, 8)}`;
