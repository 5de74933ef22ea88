import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
const isRandom = (file: string): boolean =>
  file.endsWith('.test.ts') &&
  /from '(?:fast-check|.*\/soak\.ts)'/.test(readFileSync(path.join(import.meta.dirname, file), 'utf8'));

/** `npm run soak`: every random test, with a hundred times the rounds of `npm test` and another seed. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: files.filter(isRandom),
    exclude: configDefaults.exclude,
    env: { ...base.test?.env, PUSHLIGHT_SOAK: '100' },
    testTimeout: 3_600_000,
    hookTimeout: 3_600_000,
  },
});
