import type { RepositoryName } from './configuration.ts';

/** Where a repository is cloned from by anybody. */
export const cloneUrl = ({ host, fullName }: RepositoryName): string => `https://${host}/${fullName}.git`;
