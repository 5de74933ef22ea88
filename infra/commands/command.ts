import type { Readable, Writable } from 'node:stream';

/** What a command talks to, so that a test can run it in its own process. */
export interface Terminal {
  readonly console: Pick<Console, 'log' | 'error'>;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  /** Aborted by Ctrl-C. A command that does not read it ends at once instead. */
  readonly interrupted: AbortSignal;
}

/**
 * One command of `npm run`.
 *
 * @param args without the command's own name
 * @returns the exit code, 0 by default
 * @throws Error whose message is all that the user sees; the exit code is then 1
 */
export type Command = (args: readonly string[], terminal: Terminal) => Promise<number | void>;
