import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { stripVTControlCharacters } from 'node:util';

const OSLS = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');

/**
 * Runs a command of osls in the folder of a serverless.yml.
 *
 * @throws Error with osls's own message, in one line
 */
export const osls = (command: readonly string[], directory: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, SLS_NOTIFICATIONS_MODE: 'off', NO_COLOR: '1' };
    execFile(process.execPath, [OSLS, ...command], { cwd: directory, env }, (error, stdout, stderr) => {
      if (!error) return resolve();
      const said = stripVTControlCharacters(`${stdout}\n${stderr}`);
      const [, message = said] = /Error:\n([\s\S]+?)(?:\n\n|\s*Environment:|$)/.exec(said) ?? [];
      reject(new Error(`osls ${command[0]} failed: ${message.trim().replace(/\s+/g, ' ')}`, { cause: error }));
    });
  });
