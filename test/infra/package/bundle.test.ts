import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CompiledProjects } from '../../../functions/core/configuration.ts';
import { bundleFunctions } from '../../../infra/package/bundle.ts';
import type { Bundle } from '../../../infra/package/bundle.ts';
import { zip } from '../../../infra/package/zip.ts';
import { childrenOf } from '../children-of.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const compiledProjects: CompiledProjects = {
  hooks: [{ name: 'github', provider: 'github', host: 'github.com' }],
  projects: [{ name: '"quoted"\u2028`${x}`', sourceType: 'NO_SOURCE', badge: { enabled: true } }],
};

let outdir: string;
beforeEach(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'bundle-'));
});
afterEach(() => rm(outdir, { recursive: true }));

const bundle = (names: string[], to = outdir): Promise<Bundle[]> =>
  bundleFunctions(names, { outdir: to, compiledProjects, functionsDirectory: join(ROOT, 'test/fixtures/functions') });

async function call({ entry }: Bundle, event: unknown): Promise<unknown> {
  const module = (await import(pathToFileURL(entry).href)) as { handler: (event: unknown) => Promise<unknown> };
  return module.handler(event);
}

async function contents({ files }: Bundle): Promise<Record<string, Buffer>> {
  return Object.fromEntries(await Promise.all(files.map(async ({ name, path }) => [name, await readFile(path)])));
}

test('the projects file is data in the bundle, whatever characters it contains', async () => {
  const [projects] = await bundle(['projects']);
  expect(projects && (await call(projects, {}))).toEqual(compiledProjects);
});

test('a bundle runs with the packages it needs, and loads late what it imports late', async () => {
  const [lazy] = await bundle(['lazy']);
  if (!lazy) throw new Error('nothing was bundled');
  expect(await call(lazy, {})).toBe('eu-west-1');
  expect(await call(lazy, { text: '2026-01-01' })).toBe(true);
  const files = await contents(lazy);
  const entry = files['lazy.mjs']?.toString() ?? '';
  expect(lazy.files.length).toBeGreaterThan(1);
  expect(entry.includes('iso_date')).toBe(false);
  expect(Object.values(files).join('').includes('iso_date')).toBe(true);
});

test('a function contains only its own files, and none of an earlier bundle', async () => {
  const [first] = await bundle(['projects']);
  await writeFile(join(outdir, 'projects', 'chunk-OLD.mjs'), '');
  const [projects] = await bundle(['projects', 'lazy']);
  expect(projects?.files.map(({ name }) => name)).toEqual(['projects.mjs']);
  expect(projects).toEqual(first);
  await expect(readFile(join(outdir, 'projects', 'chunk-OLD.mjs'))).rejects.toThrow('ENOENT');
});

test('the same sources give the same bytes in any folder, and no path of this machine', async () => {
  const [one, other] = [
    ...(await bundle(['lazy'], join(outdir, 'a'))),
    ...(await bundle(['lazy'], join(outdir, 'b/c'))),
  ];
  if (!one || !other) throw new Error('nothing was bundled');
  const files = await contents(one);
  expect(Object.keys(files)).toEqual(other.files.map(({ name }) => name));
  const text = Object.values(files).join('');
  for (const path of [ROOT, outdir]) expect(text.includes(path), path).toBe(false);
  expect(Buffer.from(zip(files)).equals(zip(await contents(other)))).toBe(true);
});

test('a missing import is reported with its place', async () => {
  await writeFile(join(outdir, 'broken.ts'), 'export { handler } from "./not-there.ts";');
  const broken = bundleFunctions(['broken'], { outdir, compiledProjects, functionsDirectory: outdir });
  await expect(broken).rejects.toThrow('broken.ts:1:24: ERROR: Could not resolve "./not-there.ts"');
});

describe('the output of esbuild is kept', () => {
  const source = (word: string) => `export const word = '${word}';`;
  const inFunctions = (file: string) => join(outdir, 'functions', file);
  const keptIn = () => join(outdir, 'kept');

  /** A file with this text that was written an hour ago. */
  async function write(file: string, text: string, minutes = -60): Promise<void> {
    await writeFile(inFunctions(file), text);
    const time = new Date(Date.now() + minutes * 60_000);
    await utimes(inFunctions(file), time, time);
  }

  beforeEach(async () => {
    await mkdir(join(outdir, 'functions'));
    const entry = `import projects from 'pushlight:projects';
import { word } from './word.ts';
export const handler = () => [word, projects.hooks];`;
    await write('hello.ts', entry);
    await write('word.ts', source('first'));
  });

  let times = 0;
  async function callHello(hooks: CompiledProjects['hooks'] = [], kept = keptIn()): Promise<unknown> {
    const options = { outdir: join(outdir, `out-${(times += 1)}`), functionsDirectory: inFunctions('.'), keptIn: kept };
    const [hello] = await bundleFunctions(['hello'], { ...options, compiledProjects: { ...compiledProjects, hooks } });
    return call(hello!, {});
  }

  async function keptFile(): Promise<string> {
    const [file, ...others] = await readdir(keptIn());
    expect(others).toEqual([]);
    return join(keptIn(), file!);
  }

  test('and the process that creates it ends', async () => {
    await callHello();
    await expect.poll(() => childrenOf(process.pid)).not.toContainEqual(expect.stringContaining('esbuild'));
  });

  test('and used again, with the current projects file', async () => {
    expect(await callHello()).toEqual(['first', []]);
    const kept = await readFile(await keptFile(), 'utf8');
    await writeFile(await keptFile(), kept.replace('first', 'again'));
    expect(await callHello(compiledProjects.hooks)).toEqual(['again', compiledProjects.hooks]);
  });

  test('and rebuilt when a source has changed, even with the same length and time', async () => {
    await callHello();
    await write('word.ts', source('other'));
    expect(await callHello()).toEqual(['other', []]);
    await keptFile();
  });

  test('and rebuilt when it is damaged', async () => {
    await callHello();
    await writeFile(await keptFile(), '{"key":');
    expect(await callHello()).toEqual(['first', []]);
  });

  test('but not if a source changed in the meantime, or if nothing can be written', async () => {
    expect(await callHello([], '/dev/null/kept')).toEqual(['first', []]);
    await write('word.ts', source('newer'), 60);
    expect(await callHello()).toEqual(['newer', []]);
    await expect(readdir(keptIn())).rejects.toThrow('ENOENT');
  });
});
