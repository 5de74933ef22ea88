import { chmod, readdir, stat } from 'node:fs/promises';

const OTHERS = 0o077;

/**
 * Closes one of our directories to other users of the machine, since it contains logs, variables and keys.
 *
 * @param isOurs whether the names of its entries show that the directory is ours
 * @returns whether it was open
 * @throws Error, one line, if it cannot be closed, or may belong to somebody else
 */
export async function keepPrivate(
  directory: string,
  isOurs: (names: readonly string[]) => boolean,
  user: number | undefined = process.getuid?.(),
): Promise<boolean> {
  // Windows has no modes.
  if (user === undefined) return false;
  const { mode, uid } = await stat(directory);
  // In a container, root works in directories of a user outside.
  if (uid !== user && user !== 0) {
    throw new Error(`${directory} belongs to another user: choose another directory with --state DIR.`);
  }
  if ((mode & OTHERS) === 0) return false;
  const names = await readdir(directory);
  if (names.length > 0 && !isOurs(names)) {
    throw new Error(
      `${directory} is open to other users of this machine (mode ${modeOf(mode)}) and contains other files: choose a new directory with --state DIR, or close it with chmod 700.`,
    );
  }
  await chmod(directory, 0o700);
  const closed = await stat(directory);
  if ((closed.mode & OTHERS) !== 0) {
    throw new Error(
      `${directory} is open to other users of this machine (mode ${modeOf(closed.mode)}), and its file system does not support closing it: choose a directory elsewhere with --state DIR.`,
    );
  }
  return true;
}

const modeOf = (mode: number): string => (mode & 0o7777).toString(8);
