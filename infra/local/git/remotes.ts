import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { git, neutralGitEnvironment } from './git.ts';
import {
  connectRemote,
  createRemote,
  findRemotes,
  isEmpty,
  originOf,
  type DeliverySettings,
  type OnPush,
  type Remote,
} from './remote.ts';

export const SAMPLE = 'sample';

/**
 * The remotes of a folder: those of earlier starts, the sample's, and one for each of these repositories.
 * New are those that nothing has been pushed to yet, and clones made now.
 * @throws Error for a missing git, a repository that can't be read, and two of one name
 */
export async function prepareRemotes(directory: string, repositories: readonly string[]) {
  await mkdir(directory, { recursive: true });
  const remotes = [...(await findRemotes(directory))];
  const newRemotes: Remote[] = [];
  for (const [name, from] of [[SAMPLE, undefined] as const, ...repositories.map(named)]) {
    const known = remotes.find((remote) => remote.name === name);
    if (known) await expectOrigin(known, from);
    const remote = known ?? (await createRemote(directory, name, from));
    if (!known) remotes.push(remote);
    if (!known || (name === SAMPLE && (await isEmpty(remote)))) newRemotes.push(remote);
  }
  return { remotes, newRemotes };
}

async function expectOrigin(remote: Remote, from = ''): Promise<void> {
  const origin = await originOf(remote);
  if (origin === from) return;
  throw new Error(
    `${from} can't be served as ${remote.name}: ${remote.path} is ${origin === '' ? 'not a clone' : `a clone of ${origin}`}. Rename one of them.`,
  );
}

const named = (repository: string) => [nameOf(repository), path.resolve(repository)] as const;

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

/**
 * Delivers a remote's own branch as if it had just been pushed. `onPush` is told what is delivered before it goes.
 * @returns false for an empty remote, which has nothing to deliver
 */
export async function deliverHead({ path: repository }: Remote, onPush: OnPush): Promise<boolean> {
  const ref = await git(repository, 'symbolic-ref', 'HEAD');
  const commit = await git(repository, 'for-each-ref', '--format=%(objectname)', ref);
  if (commit === '') return false;
  onPush({ ref, commit });
  await new Promise<void>((resolve, reject) => {
    const options = { cwd: repository, env: neutralGitEnvironment() };
    const hook = execFile(path.join(repository, 'hooks', 'post-receive'), options, (error) =>
      error ? reject(error) : resolve(),
    );
    hook.stdin?.end(`${'0'.repeat(commit.length)} ${commit} ${ref}\n`);
  });
  return true;
}
