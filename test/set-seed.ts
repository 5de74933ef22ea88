import fc from 'fast-check';
import { inject } from 'vitest';
import { rounds } from './soak.ts';

fc.configureGlobal({ seed: inject('seed'), numRuns: rounds(100) });
