import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { version, type BuildOptions } from 'esbuild';
import { withEsbuild } from './with-esbuild.ts';

export interface BuiltFile {
  /** Relative to the output's folder. */
  readonly name: string;
  readonly text: string;
}

interface Kept {
  readonly key: string;
  /** The SHA-256 of each input file, by its path relative to the root. */
  readonly inputs: Readonly<Record<string, string | undefined>>;
  readonly files: readonly BuiltFile[];
}

const ROOT = resolve(import.meta.dirname, '../..');

/** Deleted together with the packages that the builds consist of. */
const KEPT_BUILDS = join(ROOT, 'node_modules/.cache/pushlight');

/** Everything except its options that determines which files an import finds and what esbuild outputs. */
const DECIDING = ['package.json', 'tsconfig.json', 'node_modules/.package-lock.json'];

/**
 * esbuild's output for an entry. Building takes most of a start's CPU time, so the output is cached, and reused while
 * every input file has the same content.
 *
 * @param rules the file with the options and plugins; changing it also invalidates the cache
 * @throws esbuild's BuildFailure, with positions
 */
export async function keptBuild(
  entry: string,
  rules: string,
  options: BuildOptions,
  keptIn = KEPT_BUILDS,
): Promise<readonly BuiltFile[]> {
  const path = relative(ROOT, entry);
  const key = sha256(JSON.stringify([path, options, version, process.version, [rules, ...DECIDING].map(fingerprint)]));
  const keptFile = join(keptIn, `${basename(path, '.ts')}-${sha256(path).slice(0, 16)}.json`);
  const kept = await readKept(keptFile);
  if (kept?.key === key && Object.entries(kept.inputs).every(([input, content]) => fingerprint(input) === content))
    return kept.files;

  const started = Date.now();
  const outdir = join(ROOT, '.build');
  const { outputFiles, metafile } = await withEsbuild((build) =>
    build({ ...options, absWorkingDir: ROOT, entryPoints: [entry], outdir, write: false, metafile: true }),
  );
  const files = outputFiles
    .map((file) => ({ name: relative(outdir, file.path), text: file.text }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const inputs = fingerprints(
    Object.keys(metafile.inputs).filter((input) => !isMadeByPlugin(input)),
    started,
  );
  if (inputs) await keep(keptFile, { key, inputs, files });
  return files;
}

/** @returns undefined if one of the files has changed meanwhile: it is not known which content esbuild read */
function fingerprints(paths: readonly string[], since: number): Kept['inputs'] | undefined {
  const modified = (path: string): number => statSync(resolve(ROOT, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (paths.some((path) => modified(path) >= since)) return undefined;
  return Object.fromEntries(paths.map((path) => [path, fingerprint(path)]));
}

/** The name of such an input has a namespace: "projects:pushlight:projects". */
const isMadeByPlugin = (input: string): boolean => /^[a-z-]+:/.test(input);

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Synchronous: for thousands of files at a start, this takes a fifth of the time. @param path relative to the root */
function fingerprint(path: string): string | undefined {
  try {
    return sha256(readFileSync(resolve(ROOT, path)));
  } catch {
    return undefined;
  }
}

async function readKept(file: string): Promise<Kept | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Kept;
  } catch {
    return undefined;
  }
}

/** Atomic, since several starts can cache the same build. If nothing can be written, nothing is cached. */
async function keep(file: string, kept: Kept): Promise<void> {
  const next = `${file}.${randomUUID()}`;
  try {
    await mkdir(resolve(file, '..'), { recursive: true });
    await writeFile(next, JSON.stringify(kept));
    await rename(next, file);
  } catch {
    await rm(next, { force: true }).catch(() => {});
  }
}
