import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';

/** @throws Error if the development dependencies are not installed */
export function findOsls(): string {
  try {
    return createRequire(import.meta.url).resolve('serverless/bin/serverless.js');
  } catch (cause) {
    throw new Error('osls is not installed: run npm ci without --omit=dev.', { cause });
  }
}

/**
 * Runs an osls command in the folder of a serverless.yml.
 *
 * @param onLine receives each line that it prints
 * @throws Error with osls's own message, in one line
 */
export const osls = (
  command: readonly string[],
  directory: string,
  onLine: (line: string) => void = () => {},
): Promise<void> =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, SLS_NOTIFICATIONS_MODE: 'off', NO_COLOR: '1' };
    const child = execFile(
      process.execPath,
      [findOsls(), ...command],
      { cwd: directory, env },
      (error, stdout, stderr) => {
        if (!error) return resolve();
        const said = stripVTControlCharacters(`${stdout}\n${stderr}`);
        const [, message = said] = /Error:\n([\s\S]+?)(?:\n\n|\s*Environment:|$)/.exec(said) ?? [];
        reject(new Error(`osls ${command[0]} failed: ${message.trim().replace(/\s+/g, ' ')}`, { cause: error }));
      },
    );
    for (const input of [child.stdout!, child.stderr!]) {
      createInterface({ input }).on('line', (line) => onLine(stripVTControlCharacters(line)));
    }
  });
