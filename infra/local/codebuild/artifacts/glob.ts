import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path/posix';
import picomatch from 'picomatch';

export interface FoundFile {
  /** Relative to the searched directory. */
  readonly path: string;
  readonly isSymlink: boolean;
}

/**
 * The files that a buildspec's glob pattern matches in a directory, in path order. `*` and `?` match within a name,
 * `**` any number of directories; `[a-z]` and `{a,b}` are supported. Names that begin with a dot are not special. A
 * symbolic link counts as a file and is not followed.
 */
export async function glob(directory: string, pattern: string): Promise<FoundFile[]> {
  const segments = segmentsOf(pattern);
  const wild = segments.findIndex((segment) => /[*?[{]/.test(segment));
  const fixed = segments.slice(0, wild < 0 ? -1 : wild).join('/');
  const matches = globMatcher(pattern);
  const found = await walk(directory, fixed);
  return found.filter(({ path }) => matches(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** No file is hidden, and a line break is a normal character. */
const OPTIONS = { dot: true, noextglob: true, nonegate: true, strictSlashes: true, flags: 's' } as const;

/** Tests whether a relative path matches a pattern. */
export const globMatcher = (pattern: string): ((path: string) => boolean) =>
  picomatch(withoutFurtherSyntax(segmentsOf(pattern).join('/')), OPTIONS);

const segmentsOf = (pattern: string): readonly string[] =>
  pattern.split('/').filter((segment) => segment !== '' && segment !== '.');

/**
 * picomatch supports more than CodeBuild: here, groups, quotes and an unclosed brace are plain text, and `{a}` means
 * `a`.
 */
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

/** The first directory that a pattern, a path with or without wildcards, matches; relative to the root. */
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
