import path from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';
import { SmallWorkersFirst } from './small-workers-first.ts';

/** `npm test`: what needs Node, npm and git only. *.ci.test.ts need more; vitest.ci.config.ts runs them. */
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../node_modules/.vite',
  resolve: {
    // What the bundler compiles in (infra/package/bundle.ts); tests hand the functions configurations of their own.
    alias: { 'pushlight:projects': path.join(import.meta.dirname, 'no-projects.ts') },
  },
  test: {
    include: ['**/*.test.ts'],
    exclude: [...configDefaults.exclude, '**/*.ci.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globalSetup: './print-seed.ts',
    setupFiles: ['set-seed.ts', 'functions-output.ts', 'no-aws-region.ts'],
    maxWorkers: 2,
    // Files of one worker share their modules: no test replaces one, and importing them anew took half of the time.
    isolate: false,
    sequence: { sequencer: SmallWorkersFirst },
    // Concurrent tests mostly wait: for deadlines, or for processes.
    maxConcurrency: 20,
    silent: 'passed-only',
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
});
