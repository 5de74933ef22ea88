import { createRequire } from 'node:module';
import type * as Re2js from 're2js';
import type * as Recheck from 'recheck';
import type { Filter } from '../../../functions/core/configuration.ts';
import { parsePattern } from './parse-pattern.ts';
import { isPlainlyLinear, looksAround } from './pattern-shape.ts';
import type { Pattern } from './pattern.ts';
import { printPattern } from './print-pattern.ts';

/** Both are big and needed for few patterns: loaded for the first that does. */
const require = createRequire(import.meta.url);

/** What is wrong with a pattern, in words that follow it, and what would be right. */
export interface PatternProblem {
  readonly id: 'invalid-pattern' | 'slow-pattern';
  readonly problem: string;
}

export interface CheckedPattern {
  readonly pattern: Pattern;
  /** What a compiled filter says of it: nothing where the pattern runs as it is written. */
  readonly compiled: Pick<Filter, 'expression' | 'engine'>;
}

const MOST_CHARACTERS = 512;
const CHECK_MILLISECONDS = 1000;

/**
 * Reads a pattern, and sees to it that searching for it never takes long: what could take exponential time is
 * refused, what could take polynomial time is left to the linear engine.
 * @returns what is wrong with the pattern and what would be right, where it can't be used
 */
export function checkPattern(text: string): CheckedPattern | PatternProblem {
  if (text.length > MOST_CHARACTERS) {
    return { id: 'invalid-pattern', problem: `has ${text.length} characters: a pattern may have ${MOST_CHARACTERS}` };
  }
  const pattern = parsePattern(text);
  if ('problem' in pattern) return { id: 'invalid-pattern', problem: `can't be used, ${pattern.problem}` };
  const printed = printPattern(pattern);
  const expression = printed === text ? {} : { expression: printed };
  const looks = looksAround(pattern);
  const time = isPlainlyLinear(pattern) ? 'linear' : searchTime(printed, looks);
  if (time === 'linear' && isExpression(printed)) return { pattern, compiled: expression };
  if (time === 'exponential') {
    return {
      id: 'slow-pattern',
      problem: 'can take exponential time: repeat nothing that repeats, as (a+)+, or overlaps, as (a|a)*',
    };
  }
  if (looks)
    return { id: 'slow-pattern', problem: 'can take long with its look-around: write it without (?= (?! (?<= (?<!' };
  if (!isLinearExpression(printed)) return { id: 'invalid-pattern', problem: 'is too large: repeat fewer times' };
  return { pattern, compiled: { ...expression, engine: 'linear' } };
}

/**
 * recheck's browser build runs in this process alone; the other looks for Java and native programs.
 * Trying inputs proves nothing, so its word for safety is taken only where the linear engine could not help.
 */
function searchTime(expression: string, looks: boolean): 'linear' | 'exponential' | 'unproven' {
  const { checkSync } = require('recheck/lib/browser.js') as typeof Recheck;
  const found = checkSync(expression, 'u', { timeout: CHECK_MILLISECONDS });
  if (found.status === 'vulnerable' && found.complexity.type === 'exponential') return 'exponential';
  return found.status === 'safe' && (looks || !found.complexity.isFuzz) ? 'linear' : 'unproven';
}

function isExpression(expression: string): boolean {
  try {
    // An expression that is too large throws when it first runs.
    new RegExp(expression, 'u').test('');
    return true;
  } catch {
    return false;
  }
}

function isLinearExpression(expression: string): boolean {
  const { RE2JS } = require('re2js') as typeof Re2js;
  try {
    RE2JS.compile(expression);
    return true;
  } catch {
    return false;
  }
}
