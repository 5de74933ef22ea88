import { chmod, readdir, stat } from 'node:fs/promises';

const OTHERS = 0o077;

/**
 * Closes a directory of ours to the other users of the machine: logs, variables and keys are in it.
 *
 * @param isOurs whether these names in the directory show that it is ours to close
 * @returns whether it was open
 * @throws Error, one line, where it cannot be closed, or may be somebody else's
 */
export async function keepPrivate(
  directory: string,
  isOurs: (names: readonly string[]) => boolean,
  user: number | undefined = process.getuid?.(),
): Promise<boolean> {
  // Windows has no modes.
  if (user === undefined) return false;
  const { mode, uid } = await stat(directory);
  // In a container, the administrator works in directories of a user outside.
  if (uid !== user && user !== 0) {
    throw new Error(`${directory} belongs to another user: choose another directory with --state DIR.`);
  }
  if ((mode & OTHERS) === 0) return false;
  const names = await readdir(directory);
  if (names.length > 0 && !isOurs(names)) {
    throw new Error(
      `${directory} is open to other users of this machine (mode ${modeOf(mode)}) and has other files in it: choose a new directory with --state DIR, or close it with chmod 700.`,
    );
  }
  await chmod(directory, 0o700);
  const closed = await stat(directory);
  if ((closed.mode & OTHERS) !== 0) {
    throw new Error(
      `${directory} is open to other users of this machine (mode ${modeOf(closed.mode)}), and its file system does not let it be closed: choose a directory elsewhere with --state DIR.`,
    );
  }
  return true;
}

const modeOf = (mode: number): string => (mode & 0o7777).toString(8);
