import { expect, test } from 'vitest';
import { resolveBuildspecPath } from '../../../../../infra/local/codebuild/sources/buildspec-path.ts';

const DIRECTORIES = { source: '/root/state/src', home: '/root/state/home' };

test.each([
  ['dist/*', '/root/state/src/dist', 'dist/*'],
  ['/root/state/src/dist/a', '/root/state/src/dist', 'a'],
  ['/root/state/src/a', '/root/state/src', 'a'],
  ['/root/state/src', '/root/state/src', '.'],
  ['/root/.m2/**/*', '/root/state/home', '.m2/**/*'],
  ['~/.m2', '/root/state/home', '.m2'],
  ['~', '/root/state/home', '.'],
  ['/root/state/home/a', '/root/state/home', 'a'],
  ['/tmp/a', '/', 'tmp/a'],
  ['~user/a', '/root/state/src/dist', '~user/a'],
])('%s is below %s: %s', (path, root, pattern) => {
  expect(resolveBuildspecPath(path, '/root/state/src/dist', DIRECTORIES)).toEqual({ root, pattern });
});
