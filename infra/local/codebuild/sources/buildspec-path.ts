import { isAbsolute } from 'node:path';
import type { BuildDirectories } from '../running/build-environment.ts';

/** A path or pattern of a buildspec: the directory that it is relative to, and the rest. */
export interface BuildspecPath {
  readonly root: string;
  readonly pattern: string;
}

/**
 * Translates a path of a buildspec to this machine; a relative path is below `base`. In CodeBuild's images, the home
 * directory is /root.
 */
export function resolveBuildspecPath(
  path: string,
  base: string,
  { source, home }: Pick<BuildDirectories, 'source' | 'home'>,
): BuildspecPath {
  // Known directories first, since the state directory may itself be below /root.
  const known = [base, source, home].find((directory) => path === directory || path.startsWith(`${directory}/`));
  if (known !== undefined) return { root: known, pattern: path.slice(known.length + 1) || '.' };
  const inHome = /^(?:~|\/root)(?:\/(.*))?$/s.exec(path);
  if (inHome) return { root: home, pattern: inHome[1] || '.' };
  return isAbsolute(path) ? { root: '/', pattern: path.slice(1) } : { root: base, pattern: path };
}
