/** What to do about a file that the service cannot use. */
const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Free some space, and try again',
  EDQUOT: 'the disk quota is used up. Free some space, and try again',
  EFBIG: 'it is larger than a file may be (ulimit -f). Raise the limit, and try again',
  EMFILE: 'too many files are open. Raise the limit (ulimit -n), and try again',
  ENFILE: 'too many files are open on this machine. Close some programs, and try again',
  EACCES: 'permission denied. Make it yours (chown, chmod), or choose another directory with --state DIR',
  EPERM: 'not permitted. Make it yours (chown, chmod), or choose another directory with --state DIR',
  EROFS: 'the file system is read-only. Choose another directory with --state DIR',
  EISDIR: 'it is a directory. Remove it, and try again',
  EIO: 'the disk fails. Choose another directory with --state DIR',
};

/** One line about a file of the service's state, in place of the file system's error, which often names no file. */
export function fileError(file: string, cannotBe: 'read' | 'written', cause: unknown): Error {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  return new Error(`${file} cannot be ${cannotBe}: ${ADVICE[code] ?? message}.`, { cause });
}
