import { configDefaults, defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** Tests that need a browser, the `aws` command or more time: `.ci/run` runs them in addition to `npm test`. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['**/*.ci.test.ts'],
    exclude: configDefaults.exclude,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
