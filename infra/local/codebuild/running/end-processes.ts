import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** The time between SIGTERM and SIGKILL, in milliseconds. */
const GRACE = 400;
/** The end of a process that is not our child is not reported, so it is polled at this interval, in milliseconds. */
const INTERVAL = 20;

/**
 * Ends every process of a build, with SIGTERM and then SIGKILL, and resolves when none is left. On Linux, this includes
 * processes that left the build's process groups: /proc shows the environment that each was started with. On other
 * systems, only the groups are known.
 */
export async function endProcesses(buildId: string, groups: ReadonlySet<number>): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const signalled = new Set<number>();
    const deadline = performance.now() + GRACE;
    do {
      const living = process.platform === 'linux' ? processesOf(buildId, groups) : livingGroups(groups);
      if (living.length === 0) return;
      for (const target of living) {
        if (signalled.has(target)) continue;
        signalled.add(target);
        send(target, signal);
      }
      await delay(INTERVAL);
    } while (performance.now() < deadline);
  }
}

/** Whether the group still has a process. */
export const isLivingGroup = (group: number): boolean => send(-group, 0);

const livingGroups = (groups: ReadonlySet<number>): number[] =>
  [...groups].filter(isLivingGroup).map((group) => -group);

function processesOf(buildId: string, groups: ReadonlySet<number>): number[] {
  const marker = `CODEBUILD_BUILD_ID=${buildId}`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      // "pid (name) state parent group …"; the name can contain spaces and brackets.
      const stat = read(`/proc/${pid}/stat`);
      const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (stat === '' || state === 'Z') return false;
      return groups.has(Number(group)) || read(`/proc/${pid}/environ`).split('\0').includes(marker);
    })
    .map(Number);
}

/** Empty if the process has ended meanwhile or belongs to another user. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Returns false if the process no longer exists. */
function send(target: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(target, signal);
  } catch {
    return false;
  }
}
