import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { glob, globDirectory, globMatcher } from '../../../../../infra/local/codebuild/artifacts/glob.ts';
import { removeTemporaryDirectories, temporaryDirectory } from '../test-bench.ts';

let root: string;
beforeAll(() => {
  root = temporaryDirectory();
  for (const name of ['a.js', 'b.map', '.hidden', 'dist-1/x.js', 'dist-1/deep/er/y.js', 'dist-1/deep/[z].js']) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), '');
  }
});
afterAll(removeTemporaryDirectories);

test.each([
  ['a.js', ['a.js']],
  ['./a.js', ['a.js']],
  ['*', ['.hidden', 'a.js', 'b.map']],
  ['**/*', ['.hidden', 'a.js', 'b.map', 'dist-1/deep/[z].js', 'dist-1/deep/er/y.js', 'dist-1/x.js']],
  ['**/*.js', ['a.js', 'dist-1/deep/[z].js', 'dist-1/deep/er/y.js', 'dist-1/x.js']],
  ['dist-*/**/y.js', ['dist-1/deep/er/y.js']],
  ['dist-1/*', ['dist-1/x.js']],
  ['dist-1/**', ['dist-1/deep/[z].js', 'dist-1/deep/er/y.js', 'dist-1/x.js']],
  ['?.{js,map}', ['a.js', 'b.map']],
  ['[!a].*', ['b.map']],
  ['[ab].{js,{map,txt}}', ['a.js', 'b.map']],
  ['{a}.js', ['a.js']],
  ['a.js/**', []],
  ['dist-1', []],
  ['nothing/**/*', []],
])('%s names %j', async (pattern, expected) => {
  expect((await glob(root, pattern)).map(({ path }) => path)).toEqual(expected);
});

test.each([
  ['.', ''],
  ['dist-*', 'dist-1'],
  ['dist-1/deep', 'dist-1/deep'],
  ['a.js', undefined],
])('the base directory %s is %j', async (pattern, expected) => {
  expect(await globDirectory(root, pattern)).toBe(expected);
});

test.each(['a(1)', '(a|b)', '+(a)', '!a', '!(a)', 'a$', '^a', '"a"', 'a\\b', '[', ']', '{', '}', '#a', 'a b', '1..3'])(
  'the name %s is a pattern that matches only itself',
  (name) => {
    expect(globMatcher(name)(name)).toBe(true);
    expect(globMatcher(`**/${name}`)(`x/${name}`)).toBe(true);
    for (const other of ['a', 'b', 'aa', 'a1', 'x']) expect(globMatcher(name)(other)).toBe(false);
  },
);

test('a wildcard matches line breaks but no slash', () => {
  expect(globMatcher('a*b')('a\nb')).toBe(true);
  expect(globMatcher('a*b')('a/b')).toBe(false);
  expect(globMatcher('[!a]')('/')).toBe(false);
});
