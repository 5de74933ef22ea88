import { build, stop } from 'esbuild';

let running = 0;

/**
 * Gives esbuild's `build` to what needs it. All builds share a process of esbuild's own, which would stay, with some
 * 120 MB, until this one ends: it ends with the last that needs it, and begins again with the next.
 */
export async function withEsbuild<T>(work: (esbuild: typeof build) => Promise<T>): Promise<T> {
  running += 1;
  try {
    return await work(build);
  } finally {
    running -= 1;
    if (running === 0) await stop();
  }
}
