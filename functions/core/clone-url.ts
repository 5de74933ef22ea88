import type { RepositoryName } from './configuration.ts';

/** The URL from which anyone can clone the repository. */
export const cloneUrl = ({ host, fullName }: RepositoryName): string => `https://${host}/${fullName}.git`;
