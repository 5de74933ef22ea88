import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path/posix';
import picomatch from 'picomatch';

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
  const segments = segmentsOf(pattern);
  const wild = segments.findIndex((segment) => /[*?[{]/.test(segment));
  const fixed = segments.slice(0, wild < 0 ? -1 : wild).join('/');
  const matches = globMatcher(pattern);
  const found = await walk(directory, fixed);
  return found.filter(({ path }) => matches(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Names are files' own: none is hidden, and a line break is a character like others. */
const OPTIONS = { dot: true, noextglob: true, nonegate: true, strictSlashes: true, flags: 's' } as const;

/** Whether a relative path is named by a pattern. */
export const globMatcher = (pattern: string): ((path: string) => boolean) =>
  picomatch(withoutFurtherSyntax(segmentsOf(pattern).join('/')), OPTIONS);

const segmentsOf = (pattern: string): readonly string[] =>
  pattern.split('/').filter((segment) => segment !== '' && segment !== '.');

/** picomatch knows more than CodeBuild: here groups, quotes and an unclosed brace are plain text, and `{a}` is `a`. */
const withoutFurtherSyntax = (pattern: string): string =>
  pattern
    .replaceAll(/\{([^{},]*)\}/g, '$1')
    .replaceAll(/\[[^\]]+\]|[()|"\\]|\{(?!.*\})/gs, (token) =>
      token.length > 1 ? token.replace(/^\[!/, '[^') : `\\${token}`,
    );

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
  for (const segment of segmentsOf(pattern)) {
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
