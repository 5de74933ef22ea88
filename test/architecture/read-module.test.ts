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

test('what is no module is said with its file', () => {
  expect(() => readModule('functions/core/ref.ts', 'const = 1')).toThrow(/^functions\/core\/ref\.ts is no module: /);
});
