import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path/posix';

export interface FoundFile {
  /** Relative to the directory that was searched. */
  readonly path: string;
  readonly isSymlink: boolean;
}

/**
 * The files that a glob pattern of a buildspec names in a directory, in the order of their paths: `*` and `?` within a
 * name, `**` for any number of directories, `[a-z]` and `{a,b}`. Names that begin with a dot are names like others.
 * A symbolic link counts as a file and is not followed.
 */
export async function glob(directory: string, pattern: string): Promise<FoundFile[]> {
  const segments = pattern.split('/').filter((segment) => segment !== '' && segment !== '.');
  const wild = segments.findIndex((segment) => /[*?[{]/.test(segment));
  const fixed = segments.slice(0, wild < 0 ? -1 : wild).join('/');
  const matches = globMatcher(pattern);
  const found = await walk(directory, fixed);
  return found.filter(({ path }) => matches(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Whether a relative path is named by a pattern. */
export function globMatcher(pattern: string): (path: string) => boolean {
  const segments = pattern.split('/').filter((segment) => segment !== '' && segment !== '.');
  const source = segments
    .map((segment, index) => {
      const isLast = index === segments.length - 1;
      if (segment === '**') return isLast ? '.*' : '(?:[^/]+/)*';
      return segmentPattern(segment) + (isLast ? '' : '/');
    })
    .join('');
  const expression = new RegExp(`^${source}$`, 's');
  return (path) => expression.test(path);
}

/** A name with its wildcards as a regular expression. */
function segmentPattern(segment: string): string {
  return segment.replaceAll(/\[[^\]]+\]|\{[^}]*\}|[\s\S]/g, (token) => {
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    if (token.length > 1 && token.startsWith('[')) return token.replace(/^\[!/, '[^').replaceAll('\\', '\\\\');
    if (token.length > 1) return `(?:${token.slice(1, -1).split(',').map(segmentPattern).join('|')})`;
    return token.replaceAll(/[.+^$()|[\]{}\\]/g, '\\$&');
  });
}

async function walk(root: string, directory: string): Promise<FoundFile[]> {
  const entries = await readdir(join(root, directory), { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries.map(async (entry): Promise<FoundFile[]> => {
      const path = join(directory, entry.name);
      return entry.isDirectory() ? walk(root, path) : [{ path, isSymlink: entry.isSymbolicLink() }];
    }),
  );
  return found.flat();
}

/** The first directory that a pattern names, relative to the root: a path, or a path with wildcards. */
export async function globDirectory(root: string, pattern: string): Promise<string | undefined> {
  let candidates = [''];
  for (const segment of pattern.split('/').filter((part) => part !== '' && part !== '.')) {
    const matches = globMatcher(segment);
    const next = await Promise.all(
      candidates.map(async (parent) => {
        if (segment === '..') return [join(parent, '..')];
        const entries = await readdir(join(root, parent), { withFileTypes: true }).catch(() => []);
        return entries.filter(({ name }) => matches(name)).map(({ name }) => join(parent, name));
      }),
    );
    candidates = next.flat().sort();
  }
  for (const candidate of candidates) {
    if ((await stat(join(root, candidate)).catch(() => undefined))?.isDirectory()) return candidate;
  }
  return undefined;
}
