import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { downloadSource } from '../../../../../infra/local/codebuild/sources/download-source.ts';
import { makeRepository, removeTemporaryDirectories, temporaryDirectory, type TestRepository } from '../test-bench.ts';

let repository: TestRepository;
const commits: Record<string, string> = {};

beforeAll(() => {
  repository = makeRepository({ file: 'first' });
  commits['first'] = repository.git('rev-parse', 'HEAD');
  repository.git('tag', '--annotate', '--message=one', 'v1');
  commits['main'] = repository.commit({ file: 'second' });
  repository.git('checkout', '--quiet', '-b', 'feature/x');
  commits['feature'] = repository.commit({ file: 'feature' });
  repository.git('checkout', '--quiet', '--orphan', 'gone');
  commits['pull'] = repository.commit({ file: 'pull' });
  repository.git('update-ref', 'refs/pull/7/head', 'HEAD');
  commits['forced'] = repository.commit({ file: 'forced away' });
  repository.git('checkout', '--quiet', 'main');
  repository.git('branch', '--quiet', '--delete', '--force', 'gone');
});
afterAll(removeTemporaryDirectories);

const download = (sourceVersion?: string, more: Partial<Parameters<typeof downloadSource>[0]> = {}): Promise<string> =>
  downloadSource({
    location: repository.path,
    sourceVersion,
    directory: join(temporaryDirectory(), 'src'),
    machine: process.env,
    signal: new AbortController().signal,
    ...more,
  });

test.each<[string | undefined, (typeof commits)[string]]>([
  [undefined, 'main'],
  ['main', 'main'],
  ['feature/x', 'feature'],
  ['refs/heads/feature/x', 'feature'],
  ['v1', 'first'],
  ['refs/tags/v1', 'first'],
  ['pr/7', 'pull'],
  ['refs/pull/7/head', 'pull'],
])('%s is checked out', async (sourceVersion, expected) => {
  expect(await download(sourceVersion)).toBe(commits[expected]);
});

test.each(['', 'refs/heads/main', 'refs/tags/v1', 'refs/pull/7/head'])(
  'a commit pinned to "%s" is checked out',
  async (ref) => {
    const version = (commit: string): string => (ref === '' ? commit : `${ref}^{${commit}}`);
    expect(await download(version(commits['first']!))).toBe(commits['first']);
    expect(await download(version(commits['forced']!)), 'a commit that no branch names').toBe(commits['forced']);
  },
);

test('an abbreviated commit is checked out', async () => {
  expect(await download(commits['first']!.slice(0, 8))).toBe(commits['first']);
});

test.each([0, 1])('with clone depth %i, it is checked out over the network too', async (depth) => {
  const location = `file://${repository.path}`;
  expect(await download('v1', { location, depth })).toBe(commits['first']);
  expect(await download(`refs/heads/main^{${commits['main']}}`, { location, depth })).toBe(commits['main']);
});

test.each([
  ['nothing', /version nothing not found in .*: .*couldn't find remote ref/],
  ['--upload-pack=touch evil', /is not a source version/],
  ['main:refs/heads/evil', /is not a source version/],
  ['-x', /version -x not found in /],
])('the source version %s is refused', async (sourceVersion, message) => {
  await expect(download(sourceVersion)).rejects.toThrow(message);
});

test("a missing repository is reported in git's own words", async () => {
  await expect(download('main', { location: '/nowhere/at/all' })).rejects.toThrow(
    /'\/nowhere\/at\/all' does not exist/,
  );
  await expect(download('main', { location: '--upload-pack=evil' })).rejects.toThrow(/does not exist/);
});

test('a hostile git configuration has no effect', async () => {
  const home = temporaryDirectory();
  const hooks = join(home, 'hooks');
  mkdirSync(hooks);
  writeFileSync(join(hooks, 'post-checkout'), `#!/bin/sh\necho evil > "${home}/evil"\nexit 1\n`, { mode: 0o755 });
  writeFileSync(
    join(home, '.gitconfig'),
    `[core]\nhooksPath = ${hooks}\nautocrlf = true\n[url "/nowhere"]\ninsteadOf = /\n[clone]\ndefaultRemoteName = elsewhere\n[fetch]\nrecurseSubmodules = bogus\n`,
  );
  const machine = {
    ...process.env,
    HOME: home,
    GIT_DIR: '/nowhere',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'url./nowhere.insteadOf',
    GIT_CONFIG_VALUE_0: '/',
  };
  expect(await download('main', { machine })).toBe(commits['main']);
});
