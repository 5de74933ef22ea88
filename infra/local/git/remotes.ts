import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { git, neutralGitEnvironment } from './git.ts';
import { connectRemote, createRemote, findRemotes, type DeliverySettings, type Remote } from './remote.ts';

export const SAMPLE = 'sample';

/**
 * The remotes of a folder: those of earlier starts, the sample's, and one for each of these repositories.
 * @throws Error for a missing git, a repository that can't be read, and two of one name
 */
export async function prepareRemotes(directory: string, repositories: readonly string[]) {
  await mkdir(directory, { recursive: true });
  await git(directory, '--version');
  const known = await findRemotes(directory);
  const wanted = [{ name: SAMPLE, from: undefined }, ...repositories.map((from) => ({ name: nameOf(from), from }))];
  const newRemotes: Remote[] = [];
  for (const { name, from } of wanted) {
    if ([...known, ...newRemotes].some((remote) => remote.name === name)) continue;
    newRemotes.push(await createRemote(directory, name, from === undefined ? undefined : path.resolve(from)));
  }
  return { remotes: [...known, ...newRemotes], newRemotes };
}

/** A repository's name, as a project may be called. */
function nameOf(repository: string): string {
  const name = path
    .basename(path.resolve(repository), '.git')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^[-_]+/, '');
  if (name.length < 2) throw new Error(`The repository ${repository} needs a name of two or more letters or digits.`);
  return name.slice(0, 150);
}

/** Installs the hook in each, which must go to this service's URL from now on. */
export async function connectRemotes(
  remotes: readonly Remote[],
  bundles: string,
  settings: DeliverySettings,
): Promise<void> {
  const script = path.join(bundles, 'deliver-push.mjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'deliver-push.ts')],
    outfile: script,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
  });
  for (const remote of remotes) await connectRemote(remote, script, settings);
}

/** Delivers a remote's own branch as if it had just been pushed. @returns what was delivered; nothing for an empty one */
export async function deliverHead({ path: repository }: Remote): Promise<{ ref: string; commit: string } | undefined> {
  const ref = await git(repository, 'symbolic-ref', 'HEAD');
  const commit = await git(repository, 'for-each-ref', '--format=%(objectname)', ref);
  if (commit === '') return undefined;
  await new Promise<void>((resolve, reject) => {
    const options = { cwd: repository, env: neutralGitEnvironment() };
    const hook = execFile(path.join(repository, 'hooks', 'post-receive'), options, (error) =>
      error ? reject(error) : resolve(),
    );
    hook.stdin?.end(`${'0'.repeat(commit.length)} ${commit} ${ref}\n`);
  });
  return { ref, commit };
}
