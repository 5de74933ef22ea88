import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryKey } from '../../functions/core/configuration.ts';
import { parseCloneUrl } from '../../functions/core/providers/parse-clone-url.ts';
import { shownPath } from '../shown-path.ts';
import type { FindBuildspec } from './read-projects-file.ts';

export interface SourceFolders {
  /** The folder of each project's source, by project. */
  readonly sources: ReadonlyMap<string, string>;
  /** Folders that may be in a checkout of a project's repository, according to its remotes. */
  readonly around: readonly string[];
}

/**
 * Finds the buildspec files of projects whose source is on this machine. Throws if a named folder does not contain one.
 */
export function findBuildspecIn({ sources, around }: SourceFolders): FindBuildspec {
  const checkouts = new Map(around.flatMap(remotesOf));
  return ({ name, source, repository }) => {
    const folder = sources.get(name);
    const repositoryName = parseCloneUrl(repository ?? source.location ?? '');
    const checkout = repositoryName && checkouts.get(repositoryKey(repositoryName));
    if (source.buildspec?.startsWith('arn:') || (folder ?? checkout) === undefined) return undefined;
    const file = path.join((folder ?? checkout)!, source.buildspec || 'buildspec.yml');
    if (existsSync(file)) return { file: shownPath(path.resolve(file)), text: readFileSync(file, 'utf8') };
    if (folder === undefined) return undefined;
    throw new Error(`The buildspec of ${name} does not exist: ${file}. Check --source.`);
  };
}

/** The remotes of the checkout that contains a folder, with the top of the checkout. */
function remotesOf(folder: string): readonly (readonly [string, string])[] {
  const configuration = path.join(folder, '.git', 'config');
  if (!existsSync(configuration)) {
    const parent = path.dirname(folder);
    return parent === folder ? [] : remotesOf(parent);
  }
  return [...readFileSync(configuration, 'utf8').matchAll(/^\s*url\s*=\s*(\S+)/gm)].flatMap(([, url]) => {
    const repository = parseCloneUrl(url!);
    return repository ? [[repositoryKey(repository), folder] as const] : [];
  });
}
