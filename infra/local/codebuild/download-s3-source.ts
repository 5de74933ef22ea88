import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { PhaseFailure } from './phase-failure.ts';
import { readZip } from './read-zip.ts';

/**
 * Puts an S3 source, which on this machine is a zip file or a folder, into the build's source directory.
 * Of a Git working tree comes what Git does not ignore, changes that are not committed included.
 * Throws PhaseFailure.
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
  if (!kept) return cp(folder, directory, options);
  for (const path of [...kept, '.git']) {
    // A file may be known to Git and gone; a .git that is a file names a repository elsewhere.
    const found = await stat(join(folder, path)).catch(() => undefined);
    if (found && (path !== '.git' || found.isDirectory())) {
      await cp(join(folder, path), join(directory, path), options);
    }
  }
}

/** Undefined for a folder that is no Git working tree of its own. */
async function notIgnored(folder: string): Promise<string[] | undefined> {
  if (!(await stat(join(folder, '.git')).catch(() => undefined))) return undefined;
  const options = { cwd: folder, maxBuffer: 2 ** 28 };
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const { stdout } = await promisify(execFile)('git', list, options);
  return stdout.split('\0').filter((path) => path !== '');
}

async function unzip(file: string, directory: string): Promise<void> {
  let entries: ReturnType<typeof readZip>;
  try {
    entries = readZip(await readFile(file));
  } catch (cause) {
    throw new PhaseFailure('CLIENT_ERROR', `${file}: ${(cause as Error).message}`, { cause });
  }
  for (const { name, mode, content } of entries) {
    const target = join(directory, name);
    if (!target.startsWith(directory + sep)) {
      throw new PhaseFailure('CLIENT_ERROR', `${file} holds ${name}, which leads out of the source`);
    }
    await mkdir(name.endsWith('/') ? target : dirname(target), { recursive: true });
    if (!name.endsWith('/')) await writeFile(target, content(), mode === undefined ? {} : { mode });
  }
}
