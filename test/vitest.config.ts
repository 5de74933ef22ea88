import path from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';
import { SmallWorkersFirst } from './small-workers-first.ts';

/** `npm test`: tests that need only Node, npm and git. *.ci.test.ts need more; vitest.ci.config.ts runs them. */
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../node_modules/.vite',
  resolve: {
    // The bundler compiles this in (infra/package/bundle.ts); tests give the functions their own configurations.
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
    // Test files in one worker share their modules: no test replaces one, and importing them again took half of the time.
    isolate: false,
    sequence: { sequencer: SmallWorkersFirst },
    // Concurrent tests mostly wait: for deadlines, or for processes.
    maxConcurrency: 20,
    silent: 'passed-only',
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
});
