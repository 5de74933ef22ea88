import { expect, test } from 'vitest';
import { readModule } from './read-module.ts';

test.each([
  [`import { a } from './a.ts';`, './a.ts', false],
  [`import './a.ts';`, './a.ts', false],
  [`import type { A } from './a.ts';`, './a.ts', true],
  [`import { type A } from './a.ts';`, './a.ts', true],
  [`import { type A, a } from './a.ts';`, './a.ts', false],
  [`export * from './a.ts';`, './a.ts', false],
  [`export type { A } from './a.ts';`, './a.ts', true],
  [`const a = async () => import('./a.ts');`, './a.ts', false],
  [`const a = await import(name);`, '(computed)', false],
  [`let a: import('./a.ts').A;`, './a.ts', true],
])('%s imports %s', (source, specifier, typeOnly) => {
  expect(readModule('file.ts', source).imports).toEqual([{ specifier, typeOnly }]);
});

test.each([
  ['const now = () => Date.now();', 'Date.now'],
  ['const now = new Date();', 'new Date()'],
  ['const { env } = process;', 'process'],
  ['const all = { process };', 'process'],
  ['const all = globalThis["process"];', 'globalThis'],
  [`import { randomUUID as id } from 'node:crypto';`, 'randomUUID'],
  [`const here = import.meta.dirname;`, 'import.meta'],
])('%s mentions %s', (source, name) => {
  expect(readModule('file.ts', source).mentions).toContain(name);
});

test.each([
  ['const date = new Date(0);', 'new Date()'],
  ['const is = { process: 1 }.process;', 'process'],
  ['// process.env', 'process'],
  ['const text = "fetch";', 'fetch'],
])('%s does not mention %s', (source, name) => {
  expect(readModule('file.ts', source).mentions).not.toContain(name);
});

test.each([
  ['a === b', ['a', 'b']],
  ['a !== b', ['a', 'b']],
  ['a == b', ['a', 'b']],
  ['given.hash != b', ['given', 'hash', 'b']],
  ['record[hash] === (await b)!', ['record', 'hash', 'b']],
  ["hmac(a).digest('hex') === b", ['hmac', 'a', 'digest', 'b']],
  ['`sha256=${a}` === b', ['a', 'b']],
  ['a?.equals(b)', ['a', 'b']],
  ['secrets.includes(a)', ['secrets', 'a']],
  ['secrets.indexOf(a)', ['secrets', 'a']],
  ['Object.is(a, b)', ['Object', 'a', 'b']],
])('%s is a comparison of %j', (source, names) => {
  expect(readModule('file.ts', source).comparisons).toEqual([names]);
});

test.each([
  "a === ''",
  'a === `sha256=`',
  'a === undefined',
  'a === null',
  'a !== -1',
  "typeof a === 'string'",
  "a.startsWith('sha256=')",
  'a < b',
  'timingSafeEqual(a, b)',
])('%s compares nothing whose value the source does not show', (source) => {
  expect(readModule('file.ts', source).comparisons).toEqual([]);
});

test('nothing is reported about comparisons of a length', () => {
  expect(readModule('file.ts', 'token.length === size').comparisons).toEqual([['size']]);
});

test('a file that is not a module is reported by name', () => {
  expect(() => readModule('functions/core/ref.ts', 'const = 1')).toThrow(/^functions\/core\/ref\.ts is no module: /);
});
