import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const BUILD = path.resolve(import.meta.dirname, '..', '.build');

/**
 * npm packages that one measurement or test needs, kept under .build/{name} until others are requested.
 * @param packages as `npm install` takes them: `aws-lambda-ric@4`
 * @returns their node_modules
 */
export async function installPackages(name: string, packages: readonly string[]): Promise<string> {
  const folder = path.join(BUILD, name);
  const record = path.join(folder, 'installed.json');
  const wanted = JSON.stringify(packages);
  if ((await readFile(record, 'utf8').catch(() => '')) !== wanted) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'package.json'), '{ "private": true }');
    const options = ['--ignore-scripts', '--no-audit', '--no-fund'];
    await promisify(execFile)('npm', ['install', ...options, ...packages], { cwd: folder });
    await writeFile(record, wanted);
  }
  return path.join(folder, 'node_modules');
}
