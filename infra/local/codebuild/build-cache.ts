import { cp, mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildUuid } from './arns.ts';
import type { BuildDirectories } from './build-environment.ts';
import { resolveBuildspecPath } from './buildspec-path.ts';
import { glob } from './glob.ts';
import type { Build } from './model.ts';
import { removeTree } from './remove-tree.ts';

/** Files that builds of a project leave for the next one. */
export interface BuildCache {
  /** Puts the files where the build that kept them had them. */
  restore(directories: BuildDirectories): Promise<void>;
  /** Keeps the files that the patterns name, in place of those kept before; says how many. The build loses them. */
  save(paths: readonly string[], directories: BuildDirectories): Promise<number>;
}

/** The cache of a build's project in `directory`; undefined where the project has none that keeps files. */
export function buildCache({ id, projectName, cache }: Build, directory: string): BuildCache | undefined {
  const keeps = cache.type === 'S3' || (cache.type === 'LOCAL' && cache.modes?.includes('LOCAL_CUSTOM_CACHE'));
  if (!keeps) return undefined;
  const kept = projectCache(projectName, directory);
  return {
    async restore({ source, home }) {
      for (const [name, target] of Object.entries({ source, home })) {
        await cp(join(kept, name), target, { recursive: true, verbatimSymlinks: true }).catch(ignoreMissing);
      }
    },
    async save(paths, directories) {
      const next = join(directory, `${buildUuid(id)}.new`);
      let count = 0;
      for (const path of paths) {
        const { name, root, pattern } = placeOf(path, directories);
        for (const { path: file } of await glob(root, pattern)) {
          const target = join(next, name, file);
          await mkdir(dirname(target), { recursive: true });
          // Its build needs it no more: moving is quicker than copying. Two patterns may name one file.
          await rename(join(root, file), target).catch(ignoreMissing);
          count++;
        }
      }
      if (count === 0) return 0;
      await removeTree(kept);
      await rename(next, kept);
      return count;
    },
  };
}

export const projectCache = (projectName: string, directory: string): string => join(directory, projectName);

/** Absolute paths outside of source and home are other programs' here, and left alone: there they match nothing. */
function placeOf(path: string, directories: BuildDirectories) {
  const { source, home } = directories;
  const { root, pattern } = resolveBuildspecPath(path, source, directories);
  return root === home ? { name: 'home', root, pattern } : { name: 'source', root: source, pattern };
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
