import { randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import { object, parse, pipe, regex, string } from 'valibot';
import type { InferOutput } from 'valibot';
import { readIfThere } from '../state/read-if-there.ts';
import { replaceFile } from '../state/replace-file.ts';

const Credentials = object({
  accessKeyId: pipe(string(), regex(/^AKIA[A-Z2-7]{16}$/)),
  secretAccessKey: pipe(string(), regex(/^[A-Za-z0-9+/]{40}$/)),
});

/** The only access key that the stand-ins accept. */
export type Credentials = InferOutput<typeof Credentials>;

/** Exists in a state directory from its first start on. */
export const KEY_FILE = 'credentials.json';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Reads the access key from the directory's `credentials.json`, or creates a random one if there is none. Only the
 * owner can read the file: whoever knows the key can start builds, and builds run commands.
 * @throws Error when the file exists and contains something else
 */
export async function loadCredentials(directory: string): Promise<Credentials> {
  const file = join(directory, KEY_FILE);
  const text = readIfThere(file);
  if (text === undefined) {
    const credentials = randomCredentials();
    replaceFile(file, `${JSON.stringify(credentials, null, 2)}\n`);
    return credentials;
  }
  try {
    return parse(Credentials, JSON.parse(text));
  } catch (cause) {
    throw new Error(`${file} does not contain an access key. Delete it, and the next start creates a new one.`, {
      cause,
    });
  }
}

const randomCredentials = (): Credentials => ({
  accessKeyId: `AKIA${Array.from({ length: 16 }, () => BASE32.charAt(randomInt(BASE32.length))).join('')}`,
  secretAccessKey: randomBytes(30).toString('base64'),
});
