import { configDefaults, defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** What needs a browser, the `aws` command or more time than a developer has: `.ci/run` runs these besides `npm test`. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['**/*.ci.test.ts'],
    exclude: configDefaults.exclude,
    // Those that run at the same time mostly wait: for deadlines, and for commands to be run two at a time.
    maxConcurrency: 20,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
