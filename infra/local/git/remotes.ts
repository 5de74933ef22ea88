import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { keptBuild } from '../../package/kept-build.ts';
import { git, neutralGitEnvironment } from './git.ts';
import { readOwnRepository, type OwnRepository } from './own-repository.ts';
import {
  connectRemote,
  createRemote,
  findRemotes,
  headOf,
  isEmpty,
  originOf,
  setBuildspec,
  type DeliverySettings,
  type HookScripts,
  type OnPush,
  type Remote,
} from './remote.ts';

export const SAMPLE = 'sample';

/**
 * The remotes of a folder: those of earlier starts, the sample's, and one for each of these repositories. A remote is
 * new if nothing has been pushed to it yet, or if it was cloned now.
 * @throws Error if git is missing, a repository cannot be read, or two have the same name
 */
export async function prepareRemotes(directory: string, repositories: readonly string[]) {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const own = await Promise.all(repositories.map(readOwnRepository));
  expectOnce(own);
  const remotes = [...(await findRemotes(directory))];
  const newRemotes: Remote[] = [];
  for (const { name, directory: from, buildspec } of [SAMPLE_REPOSITORY, ...own]) {
    const known = remotes.findIndex((remote) => remote.name === name);
    if (known >= 0) await expectOrigin(remotes[known]!, from);
    const created = known >= 0 ? remotes[known]! : await createRemote(directory, name, from);
    const remote = await setBuildspec(created, buildspec);
    remotes.splice(known >= 0 ? known : remotes.length, 1, remote);
    if (known < 0 || (name === SAMPLE && (await isEmpty(remote)))) newRemotes.push(remote);
  }
  return { remotes, newRemotes };
}

const SAMPLE_REPOSITORY = { name: SAMPLE, directory: undefined, buildspec: undefined };

/** Each repository is one project here, and a project has one buildspec. */
function expectOnce(repositories: readonly OwnRepository[]): void {
  const twice = repositories.find((one) =>
    repositories.some((other) => other.directory === one.directory && other.buildspec !== one.buildspec),
  );
  if (twice) throw new Error(`--repo names ${twice.directory} twice, with different buildspecs: name it once.`);
}

async function expectOrigin(remote: Remote, from = ''): Promise<void> {
  const origin = await originOf(remote);
  if (origin === from) return;
  throw new Error(
    `${from} cannot be served as ${remote.name}, since ${remote.path} is ${origin === '' ? 'not a clone' : `a clone of ${origin}`}. Rename one of them.`,
  );
}

/** Installs the hooks in each remote, so that they deliver to this service from now on. */
export async function connectRemotes(
  remotes: readonly Remote[],
  bundles: string,
  settings: DeliverySettings,
): Promise<void> {
  const scripts: HookScripts = {
    preReceive: path.join(bundles, 'refuse-push.mjs'),
    postReceive: path.join(bundles, 'deliver-push.mjs'),
  };
  await Promise.all(Object.values(scripts).map(bundleScript));
  for (const remote of remotes) await connectRemote(remote, scripts, settings);
}

/** The hook is bundled into one file, because it runs in the bare repository, where no packages are installed. */
async function bundleScript(outfile: string): Promise<void> {
  const entry = path.join(import.meta.dirname, `${path.basename(outfile, '.mjs')}.ts`);
  const [script] = await keptBuild(entry, import.meta.filename, {
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
  });
  await writeFile(outfile, script!.text);
}

/**
 * Delivers a remote's default branch as if it had just been pushed. `onPush` is called before the delivery.
 * @returns false for an empty remote, which has nothing to deliver
 */
export async function deliverHead({ path: repository }: Remote, onPush: OnPush): Promise<boolean> {
  const ref = await headOf(repository);
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
