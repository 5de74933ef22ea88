import type { Failure } from './get-apart.ts';

export interface Step {
  readonly project: string;
  readonly run: () => Promise<void>;
}

/** Runs every step, one after another, as long as there is time. */
export async function eachApart(
  steps: readonly Step[],
  hasTime: () => boolean,
): Promise<{ readonly done: number; readonly failures: readonly Failure[] }> {
  const failures: Failure[] = [];
  let done = 0;
  for (const { project, run } of steps) {
    if (!hasTime()) break;
    try {
      await run();
      done += 1;
    } catch (error) {
      failures.push({ project, error });
    }
  }
  return { done, failures };
}
