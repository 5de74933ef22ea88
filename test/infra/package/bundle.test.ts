import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CompiledProjects } from '../../../functions/core/configuration.ts';
import { bundleFunctions } from '../../../infra/package/bundle.ts';
import type { Bundle } from '../../../infra/package/bundle.ts';
import { zip } from '../../../infra/package/zip.ts';

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

test('the projects file is data in the bundle, whatever characters are in it', async () => {
  const [projects] = await bundle(['projects']);
  expect(projects && (await call(projects, {}))).toEqual(compiledProjects);
});

test('a bundle runs with the packages it needs, and loads later what it imports later', async () => {
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

test('a function has its own files alone, and none of an earlier bundle', async () => {
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

test('an import that is not there is said with its place', async () => {
  await writeFile(join(outdir, 'broken.ts'), 'export { handler } from "./not-there.ts";');
  const broken = bundleFunctions(['broken'], { outdir, compiledProjects, functionsDirectory: outdir });
  await expect(broken).rejects.toThrow('broken.ts:1:24: ERROR: Could not resolve "./not-there.ts"');
});
