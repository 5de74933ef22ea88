import { test } from 'vitest';
import { fuzzDocumented } from './fuzz-documented.ts';

test(
  'whatever is sent, often, the answer is a documented one and none of the server is at fault',
  () => fuzzDocumented({ numRuns: 400 }),
  600_000,
);
