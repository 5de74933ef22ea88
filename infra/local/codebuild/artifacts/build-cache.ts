import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CacheSection } from '../../../buildspec/buildspec.ts';
import { buildUuid } from '../arns.ts';
import type { BuildDirectories } from '../running/build-environment.ts';
import { resolveBuildspecPath } from '../sources/buildspec-path.ts';
import { glob } from './glob.ts';
import type { Build } from '../model.ts';
import { removeTree } from '../running/remove-tree.ts';

/** Files that builds keep for later builds. */
export interface BuildCache {
  /** Moves the files to where they were in the build that saved them; returns false if there are none that match. */
  restore(section: CacheSection, directories: BuildDirectories): Promise<boolean>;
  /**
   * Saves the files that the section's paths match and returns how many. The files are moved out of the build's
   * directory.
   */
  save(section: CacheSection, directories: BuildDirectories): Promise<number>;
}

/**
 * The cache of a build's project, below `directory`; undefined if the project has none that keeps files. A cache
 * without a key is replaced by each build. With a key it is saved once, for builds with the same key and paths. The
 * shell has already expanded the keys of sections.
 */
export function buildCache({ id, projectName, cache }: Build, directory: string): BuildCache | undefined {
  const keeps = cache.type === 'S3' || (cache.type === 'LOCAL' && cache.modes?.includes('LOCAL_CUSTOM_CACHE'));
  if (!keeps) return undefined;
  const owner = cache.cacheNamespace
    ? join(directory, `namespace=${encodeURIComponent(cache.cacheNamespace)}`)
    : projectCache(projectName, directory);
  return {
    async restore(section, { source, home }) {
      const kept = await findKept(section, owner);
      if (kept === undefined) return false;
      for (const [name, target] of Object.entries({ source, home })) {
        await cp(join(kept, name), target, { recursive: true, verbatimSymlinks: true }).catch(ignoreMissing);
      }
      return true;
    },
    async save(section, directories) {
      const target = keptUnder(section, owner);
      if (section.key !== undefined && (await isThere(target))) return 0;
      const next = join(directory, `${buildUuid(id)}.new`);
      const count = await moveFiles(section.paths, directories, next);
      if (count === 0) return 0;
      await removeTree(target);
      await mkdir(dirname(target), { recursive: true });
      await rename(next, target);
      return count;
    },
  };
}

export const projectCache = (projectName: string, directory: string): string => join(directory, projectName);

function keptUnder({ key, paths }: CacheSection, owner: string): string {
  if (key === undefined) return join(owner, 'latest');
  return join(owner, createHash('sha256').update(JSON.stringify(paths)).digest('hex'), keyName(key));
}

/** The cache saved for the key, or else the newest one for a key that begins with one of the fallback keys. */
async function findKept(section: CacheSection, owner: string): Promise<string | undefined> {
  const exact = keptUnder(section, owner);
  if (await isThere(exact)) return exact;
  if (section.key === undefined) return undefined;
  const names = await readdir(dirname(exact)).catch(() => []);
  for (const prefix of section.fallbackKeys.map(keyName)) {
    const found = names.filter((name) => name.startsWith(prefix)).map((name) => join(dirname(exact), name));
    const ages = await Promise.all(found.map(async (path) => ({ path, time: (await stat(path)).mtimeMs })));
    const newest = ages.toSorted((a, b) => b.time - a.time)[0];
    if (newest) return newest.path;
  }
  return undefined;
}

/** At most as long as a file name can be, and never "." or "..". */
const keyName = (key: string): string => `key=${encodeURIComponent(key)}`.slice(0, 255);

/** Moves the files that the paths match into `target`, keeping their location; returns how many. */
async function moveFiles(paths: readonly string[], directories: BuildDirectories, target: string): Promise<number> {
  let count = 0;
  for (const path of paths) {
    const { name, root, pattern } = placeOf(path, directories);
    for (const { path: file } of await glob(root, pattern)) {
      const kept = join(target, name, file);
      await mkdir(dirname(kept), { recursive: true });
      // The build no longer needs it, and moving is faster than copying. Two patterns can match the same file.
      await rename(join(root, file), kept).catch(ignoreMissing);
      count++;
    }
  }
  return count;
}

/** Absolute paths outside of source and home belong to other programs on this machine, so they match nothing. */
function placeOf(path: string, directories: BuildDirectories) {
  const { source, home } = directories;
  const { root, pattern } = resolveBuildspecPath(path, source, directories);
  return root === home ? { name: 'home', root, pattern } : { name: 'source', root: source, pattern };
}

const isThere = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined)) !== undefined;

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
