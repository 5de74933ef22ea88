import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { git } from '../../../../infra/local/git/git.ts';
import { readOwnRepository } from '../../../../infra/local/git/own-repository.ts';
import { prepareRemotes } from '../../../../infra/local/git/remotes.ts';
import { temporaryDirectory } from '../start-stand-ins.ts';

let home: Awaited<ReturnType<typeof temporaryDirectory>>;
const inHome = (name: string) => path.join(home.path, name);
beforeAll(async () => {
  home = await temporaryDirectory();
  await mkdir(inHome('web/services/api'), { recursive: true });
  await mkdir(inHome('odd:name'));
  await mkdir(inHome('plain'));
  await writeFile(inHome('file'), '');
  for (const name of ['web', 'odd:name']) await git(home.path, 'init', '--quiet', '--initial-branch=main', name);
  await git(inHome('web'), 'commit', '--quiet', '--allow-empty', '--message', 'First');
  await git(home.path, 'clone', '--quiet', '--bare', 'web', 'bare.git');
});
afterAll(() => home.remove());

test.each([
  ['web', { name: 'web', directory: 'web' }],
  ['web/', { name: 'web', directory: 'web' }],
  ['web/.git', { name: 'web', directory: 'web' }],
  ['web:services/api/buildspec.yml', { name: 'web', directory: 'web', buildspec: 'services/api/buildspec.yml' }],
  ['odd:name', { name: 'odd-name', directory: 'odd:name' }],
  ['odd:name:ci.yml', { name: 'odd-name', directory: 'odd:name', buildspec: 'ci.yml' }],
  ['bare.git', { name: 'bare', directory: 'bare.git' }],
])('--repo %s is read', async (text, { directory, ...expected }) => {
  const read = await readOwnRepository(inHome(text));
  expect(read).toEqual({ buildspec: undefined, directory: inHome(directory), ...expected });
});

test.each([
  ['', '--repo is empty: give the folder of a Git repository, for example --repo ../my-repo.'],
  [
    'https://ada:secret@github.com/acme/web.git',
    '--repo must be a folder on this machine, not a URL: clone the repository',
  ],
  ['git@github.com:acme/web.git', 'not a URL'],
  ['ssh://git@github.com/acme/web.git', 'not a URL'],
  ['FILE:///srv/web', 'not a URL'],
  ['{home}/nowhere', '--repo {home}/nowhere: the folder {home}/nowhere does not exist.'],
  ['{home}/nowhere:ci.yml', '--repo {home}/nowhere: the folder {home}/nowhere does not exist.'],
  ['{home}/file/web', 'the folder {home}/file/web does not exist.'],
  ['{home}/file', 'is a file: give the folder of a Git repository.'],
  ['{home}/plain', 'is not a Git repository: run git init there and commit, or give another folder.'],
  ['{home}/web/services', 'is a folder inside the repository {home}/web: give that one.'],
  ['{home}/web:', 'must be a path inside the repository, for example --repo ../my-repo:ci/buildspec.yml (got "").'],
  ['{home}/web:/etc/buildspec.yml', '(got "/etc/buildspec.yml")'],
  ['{home}/web:../web/buildspec.yml', '(got "../web/buildspec.yml")'],
])('--repo %j is refused in one line', async (text, message) => {
  const filled = (template: string) => template.replaceAll('{home}', home.path);
  const refused = await readOwnRepository(filled(text)).catch((error: unknown) => error as Error);
  expect(refused).toBeInstanceOf(Error);
  expect((refused as Error).message).toContain(filled(message));
  expect((refused as Error).message).not.toMatch(/\n|secret/);
});

test('the buildspec of a repository is kept for later starts, and forgotten when the repository is given without one', async () => {
  const served = async (...repositories: readonly string[]) => {
    const { remotes } = await prepareRemotes(inHome('git'), repositories);
    return remotes.map(({ name, buildspec }) => [name, buildspec]);
  };
  const both = ['sample', undefined];
  expect(await served(inHome('web:ci/buildspec.yml'))).toEqual([both, ['web', 'ci/buildspec.yml']]);
  expect(await served()).toEqual([both, ['web', 'ci/buildspec.yml']]);
  expect(await served(inHome('web'))).toEqual([both, ['web', undefined]]);
  expect(await served()).toEqual([both, ['web', undefined]]);
  await expect(served(inHome('web:a.yml'), inHome('web:b.yml'))).rejects.toThrow(
    `--repo names ${inHome('web')} twice, with different buildspecs: name it once.`,
  );
});
