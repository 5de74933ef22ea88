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

/** The one access key that the stand-ins respond to. */
export type Credentials = InferOutput<typeof Credentials>;

/** In a state directory from its first start on. */
export const KEY_FILE = 'credentials.json';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * The access key in the directory's `credentials.json`, made at random when there is none yet.
 * Only the owner may read the file: who knows the key can start builds, and builds run commands.
 * @throws Error when the file is there and holds something else
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
    throw new Error(`${file} holds no access key: delete it, and the next start makes a new one.`, { cause });
  }
}

const randomCredentials = (): Credentials => ({
  accessKeyId: `AKIA${Array.from({ length: 16 }, () => BASE32.charAt(randomInt(BASE32.length))).join('')}`,
  secretAccessKey: randomBytes(30).toString('base64'),
});
