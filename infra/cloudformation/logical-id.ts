import { digest } from '../../functions/core/digest.ts';

/** Two names that differ only in what a logical id can't have differ in the digest. */
export const logicalId = (kind: string, name: string): string =>
  `${kind}${name.replaceAll(/[^A-Za-z0-9]/g, '')}${digest(name).slice(0, 8)}`;
