import { configDefaults, defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** What needs a browser, the `aws` command or more time than a developer has: `.ci/run` runs these besides `npm test`. */
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
