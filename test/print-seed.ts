import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    readonly seed: number;
  }
}

/** Random tests start from a fixed seed, or from a new one each time in `npm run soak`; PUSHLIGHT_SEED repeats a run. */
export default function printSeed({ config, provide }: TestProject): void {
  const isSoak = config.env['PUSHLIGHT_SOAK'] !== undefined;
  const seed = Number(process.env['PUSHLIGHT_SEED'] ?? (isSoak ? Date.now() % 2 ** 31 : 1));
  console.log(`Random tests start from PUSHLIGHT_SEED=${seed}.`);
  provide('seed', seed);
}
