import { build, stop } from 'esbuild';

let running = 0;

/**
 * Provides esbuild's `build`. All builds share an esbuild process of some 120 MB, which would stay until this process
 * ends. It ends after the last work that needs it, and the next work starts it again.
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
