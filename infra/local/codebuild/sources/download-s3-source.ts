import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { PhaseFailure } from '../running/phase-failure.ts';
import { readZip } from '../artifacts/read-zip.ts';

/**
 * Copies an S3 source, which on this machine is a zip file or a folder, into the build's source directory. From a Git
 * working tree, it copies everything that Git does not ignore, including uncommitted changes; from another folder,
 * everything except the folder that contains the build itself. Throws PhaseFailure.
 */
export async function downloadS3Source(file: string, directory: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (!found) {
    throw new PhaseFailure('CLIENT_ERROR', `NoSuchKey: The specified key does not exist: expected a file ${file}`);
  }
  await mkdir(directory, { recursive: true });
  await (found.isDirectory() ? copyFolder(file, directory) : unzip(file, directory));
}

async function copyFolder(folder: string, directory: string): Promise<void> {
  const kept = await notIgnored(folder);
  const options = { recursive: true, verbatimSymlinks: true, preserveTimestamps: true } as const;
  for (const path of kept ? [...kept, '.git'] : await readdir(folder)) {
    const source = join(folder, path);
    if (kept && !(await isCopied(source))) continue;
    if (!directory.startsWith(source + sep)) await cp(source, join(directory, path), options);
  }
}

/** Git may list a file that no longer exists. A `.git` that is a file refers to a repository elsewhere. */
async function isCopied(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && (basename(path) !== '.git' || found.isDirectory());
}

/** Undefined for a folder that is not the top of a Git working tree. */
async function notIgnored(folder: string): Promise<string[] | undefined> {
  if (!(await stat(join(folder, '.git')).catch(() => undefined))) return undefined;
  const options = { cwd: folder, maxBuffer: 2 ** 28 };
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const { stdout } = await promisify(execFile)('git', list, options);
  return stdout.split('\0').filter((path) => path !== '');
}

async function unzip(file: string, directory: string): Promise<void> {
  try {
    for await (const { name, mode, content } of readZip(file)) {
      const target = join(directory, name);
      await mkdir(name.endsWith('/') ? target : dirname(target), { recursive: true });
      if (!name.endsWith('/')) await writeFile(target, content, mode === undefined ? {} : { mode });
    }
  } catch (cause) {
    throw new PhaseFailure('CLIENT_ERROR', `${file}: ${(cause as Error).message}`, { cause });
  }
}
