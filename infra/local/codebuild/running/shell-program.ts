import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Shell } from '../../../buildspec/buildspec.ts';

/** The program that runs a build's commands, and the name to start it by: bash started as "sh" behaves like sh. */
export interface ShellProgram {
  readonly program: string;
  readonly name: string;
}

/** On Amazon Linux, /bin/sh is bash; on Ubuntu, it is dash. Commands with `[[` or `source` only work in bash. */
const AMAZON_LINUX = /^aws\/codebuild\/amazonlinux/;

/** The program for a buildspec's shell: the one that the image uses, if this machine has it. */
export function shellProgram(shell: Shell, image: string, path: string): ShellProgram {
  const isBash = shell === '/bin/sh' && AMAZON_LINUX.test(image) && hasBash(path);
  return isBash ? { program: 'bash', name: 'sh' } : { program: shell, name: shell };
}

const hasBash = (path: string): boolean => path.split(':').some((directory) => existsSync(join(directory, 'bash')));
