import { execFileSync } from 'node:child_process';

/** The commands of a process's children that are still running. */
export const childrenOf = (pid: number | undefined): readonly string[] =>
  execFileSync('ps', ['-A', '-o', 'ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/ +/))
    .filter(([parent, command]) => parent === String(pid) && command !== 'ps')
    .map(([, ...command]) => command.join(' '));
