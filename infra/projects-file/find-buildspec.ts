import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryKey } from '../../functions/core/configuration.ts';
import { parseCloneUrl } from '../../functions/core/providers/parse-clone-url.ts';
import { shownPath } from '../shown-path.ts';
import type { FindBuildspec } from './read-projects-file.ts';

export interface SourceFolders {
  /** By project: where its source is checked out. */
  readonly sources: ReadonlyMap<string, string>;
  /** Folders that may be in a checkout of some project's repository, as a remote of it tells. */
  readonly around: readonly string[];
}

/** Finds the buildspec files of projects whose source is on this machine. Throws where a named folder has none. */
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
    throw new Error(`The buildspec of ${name} is not there: ${file}.`);
  };
}

/** The repositories whose checkout a folder is in, with its top. */
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
