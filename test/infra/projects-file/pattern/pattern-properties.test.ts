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

const numRuns = rounds(50);

test('an account id that contains an allowed one never matches', () => fc.assert(longerIdNeverMatches, { numRuns }));
test('the linear engine and V8 find the same', () => fc.assert(enginesAgree, { numRuns }));
test('automata have a common text if V8 finds it', () => fc.assert(automataAgree, { numRuns }));
test('every text is read as a pattern or refused', () => fc.assert(everyTextIsReadOrRefused, { numRuns }));
test('the linear engine accepts the patterns that are left to it', () =>
  fc.assert(linearEngineTakesItsPatterns, { numRuns }));
test('a compiled pattern finds what the pattern finds', () => fc.assert(compiledFindsTheSame, { numRuns }));
test('V8 takes linear time for the patterns that it runs', () => fc.assert(linearTakesLinearSteps, { numRuns }));
test('the number of steps is counted for searches that find what V8 finds', () =>
  fc.assert(countedFindsTheSame, { numRuns }));
