import { build, stop } from 'esbuild';

let running = 0;

/**
 * Provides esbuild's `build`. All builds share an esbuild process of some 120 MB, which would stay until this process
 * ends. The esbuild process ends after the last build that needs it, and the next build starts it again.
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
