import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Shell } from '../../../buildspec/buildspec.ts';

/** What runs a build's commands, and the name that it is started by: bash called "sh" behaves like a sh. */
export interface ShellProgram {
  readonly program: string;
  readonly name: string;
}

/** Of Amazon Linux /bin/sh is bash, of Ubuntu dash: commands with `[[` or `source` run in the one and not in the other. */
const AMAZON_LINUX = /^aws\/codebuild\/amazonlinux/;

/** The program for the shell of a buildspec, as the image would have it where this machine can. */
export function shellProgram(shell: Shell, image: string, path: string): ShellProgram {
  const isBash = shell === '/bin/sh' && AMAZON_LINUX.test(image) && hasBash(path);
  return isBash ? { program: 'bash', name: 'sh' } : { program: shell, name: shell };
}

const hasBash = (path: string): boolean => path.split(':').some((directory) => existsSync(join(directory, 'bash')));
