/** How to fix the problem with a file. */
const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Free some space and try again',
  EDQUOT: 'the disk quota is used up. Free some space and try again',
  EFBIG: 'it exceeds the limit for files (ulimit -f). Raise the limit and try again',
  EMFILE: 'too many files are open. Raise the limit (ulimit -n) and try again',
  ENFILE: 'too many files are open on this machine. Close some programs and try again',
  EACCES: 'permission denied. Change its owner or mode (chown, chmod), or choose another directory with --state DIR',
  EPERM:
    'operation not permitted. Change its owner or mode (chown, chmod), or choose another directory with --state DIR',
  EROFS: 'the file system is read-only. Choose another directory with --state DIR',
  EISDIR: 'it is a directory. Remove it and try again',
  EIO: 'the disk reported an error. Choose another directory with --state DIR',
};

/**
 * One line about a file of the service's state. It replaces the file system's error, which often does not name the
 * file.
 */
export function fileError(file: string, cannotBe: 'read' | 'written', cause: unknown): Error {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  return new Error(`${file} cannot be ${cannotBe}: ${ADVICE[code] ?? message}.`, { cause });
}
