import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Terminal } from '../command.ts';
import { LONGEST_VALUE } from './parameter-store.ts';

/**
 * Reads a credential from standard input, or prompts for it on a terminal without echoing it. It never reads the
 * credential from an argument, because other users of the machine can see arguments.
 *
 * @param host the Git host it is for
 * @throws Error for a text that cannot be the value of a header
 */
export async function readCredential(host: string, { stdin }: Pick<Terminal, 'stdin'>): Promise<string> {
  const credential = (
    stdin.isTTY ? await askHidden(`Token for ${host} (not shown): `, stdin) : await text(stdin)
  ).trim();
  if (credential === '') throw new Error('No token was given: paste the token, or pipe it into this command.');
  if (!/^[\x21-\x7e]+$/.test(credential)) {
    throw new Error(
      'The given text is not a token, since it contains spaces, line breaks or characters that are not ASCII: paste only the token.',
    );
  }
  if (credential.length > LONGEST_VALUE) {
    throw new Error(
      `The token has ${credential.length} characters, but Parameter Store allows at most ${LONGEST_VALUE}: create a shorter token.`,
    );
  }
  return credential;
}

async function askHidden(question: string, stdin: Terminal['stdin']): Promise<string> {
  process.stderr.write(question);
  const hidden = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: stdin, output: hidden, terminal: true });
  const interrupted = new AbortController();
  terminal.once('SIGINT', () => interrupted.abort());
  try {
    return await terminal.question('', { signal: interrupted.signal });
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
    throw new Error('Nothing was changed.', { cause: error });
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
