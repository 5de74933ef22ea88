import fc from 'fast-check';
import { test } from 'vitest';
import { rounds } from '../../../soak.ts';
import {
  automataAgree,
  compiledFindsTheSame,
  countedFindsTheSame,
  enginesAgree,
  everyTextIsReadOrRefused,
  linearEngineTakesItsPatterns,
  linearTakesLinearSteps,
  longerIdNeverMatches,
} from './pattern-properties.ts';

const numRuns = rounds(100);

test('an account id that contains an allowed one never matches', () => fc.assert(longerIdNeverMatches, { numRuns }));
test('the linear engine and V8 find the same', () => fc.assert(enginesAgree, { numRuns }));
test('automata have a text in common where V8 finds it', () => fc.assert(automataAgree, { numRuns }));
test('every text is read as a pattern or refused', () => fc.assert(everyTextIsReadOrRefused, { numRuns }));
test('the linear engine takes what it is left to run', () => fc.assert(linearEngineTakesItsPatterns, { numRuns }));
test('what is compiled finds what the pattern does', () => fc.assert(compiledFindsTheSame, { numRuns }));
test('V8 takes linear time for what it runs', () => fc.assert(linearTakesLinearSteps, { numRuns }));
test('steps are counted in searches that find what V8 does', () => fc.assert(countedFindsTheSame, { numRuns }));
