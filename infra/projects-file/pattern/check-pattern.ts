import { visitRegExpAST, type AST } from '@eslint-community/regexpp';
import type { Expression, Filter } from '../../../functions/core/configuration.ts';
import { isLinear } from './is-linear.ts';
import { parseExpression, parsePattern, type Pattern } from './parse-pattern.ts';
import { isLookAhead } from './pattern-shape.ts';
import { splitLookAheads } from './split-look-aheads.ts';

/** What is wrong with a pattern, worded to follow the pattern, and how to fix it. */
export interface UnusablePattern {
  readonly id: 'invalid-pattern' | 'slow-pattern';
  readonly problem: string;
}

export interface CheckedPattern {
  readonly pattern: Pattern;
  /** What a compiled filter needs in addition to the pattern; empty if the pattern runs as it is. */
  readonly compiled: Pick<Filter, 'expression' | 'engine' | 'conditions'>;
}

const MOST_CHARACTERS = 512;
/**
 * re2js's limit for a repeat. Here, the limit applies to the product of nested repeats, together with the rest of the
 * pattern.
 */
const MOST_REPEATED = 1000;

/**
 * Parses a pattern, and makes sure that searching for it takes linear time: V8 runs patterns that a fixed rule proves
 * linear, and the linear engine runs all others that it can.
 * @returns what is wrong with the pattern and how to fix it, if it cannot be used
 */
export function checkPattern(source: string): CheckedPattern | UnusablePattern {
  if (source.length > MOST_CHARACTERS) {
    return {
      id: 'invalid-pattern',
      problem: `has ${source.length} characters, but at most ${MOST_CHARACTERS} are allowed: shorten the pattern`,
    };
  }
  const pattern = parsePattern(source);
  if ('problem' in pattern) return { id: 'invalid-pattern', problem: `is not valid at ${pattern.problem}` };
  const compiled = compile(pattern);
  if (!compiled) {
    const problem = problemOfLookAhead(pattern);
    if (problem !== undefined) return { id: 'slow-pattern', problem };
    return { id: 'invalid-pattern', problem: 'is too large with all of its repeats: reduce the numbers of repeats' };
  }
  const { expression, ...others } = compiled;
  return { pattern, compiled: expression === source ? others : compiled };
}

function compile({ text, alternatives }: Pattern): (Expression & Pick<Filter, 'conditions'>) | undefined {
  const whole = onV8(text) ?? onV8(withoutLeadingRepeats(alternatives));
  if (whole) return whole;
  const split = splitLookAheads(alternatives);
  if (!split) return onLinearEngine(text);
  const rest = compileExpression(split.text);
  const conditions = split.conditions.flatMap(({ text, negated }) => {
    const compiled = compileExpression(text);
    return compiled ? [{ ...compiled, negated }] : [];
  });
  return rest && conditions.length === split.conditions.length ? { ...rest, conditions } : undefined;
}

const compileExpression = (text: string): Expression | undefined => onV8(text) ?? onLinearEngine(text);

const onV8 = (text: string): Expression | undefined =>
  isLinear(parseExpression(text)) ? { expression: text } : undefined;

/** re2js supports neither look-aheads nor expressions that are too large. */
const onLinearEngine = (text: string): Expression | undefined =>
  sizeOf(parseExpression(text)) <= MOST_REPEATED ? { expression: text, engine: 'linear' } : undefined;

/** The number of characters with all repeats written out. */
const sizeOf = (alternatives: readonly AST.Alternative[]): number =>
  alternatives.flatMap(({ elements }) => elements.map(sizeOfElement)).reduce((one, other) => one + other, 0);

function sizeOfElement(element: AST.Element): number {
  if (isLookAhead(element)) return Infinity;
  if (element.type !== 'Quantifier') return 'alternatives' in element ? sizeOf(element.alternatives) : 1;
  return sizeOfElement(element.element) * (element.max < Infinity ? element.max : element.min + 1);
}

/**
 * A simpler pattern that a search finds in the same texts: a repeat at the beginning can be cut to its minimum, so
 * `.*a` becomes `a`.
 */
const withoutLeadingRepeats = (alternatives: readonly AST.Alternative[]): string =>
  alternatives.map(({ elements }) => fromFirstNeeded(elements)).join('|');

function fromFirstNeeded([first, ...others]: readonly AST.Element[]): string {
  const rest = others.map(({ raw }) => raw).join('');
  if (first?.type !== 'Quantifier') return (first?.raw ?? '') + rest;
  if (first.min === 0) return fromFirstNeeded(others);
  return `${first.element.raw}${first.min === 1 ? '' : `{${first.min}}`}${rest}`;
}

/** The problem of the first look-ahead, with what to write instead; undefined if there is none. */
function problemOfLookAhead({ text, alternatives, sourceOf }: Pattern): string | undefined {
  const looks: AST.LookaheadAssertion[] = [];
  visitRegExpAST(alternatives[0]!.parent, {
    onAssertionEnter: (node) => void (isLookAhead(node) && looks.push(node)),
  });
  const [look] = looks;
  if (!look) return undefined;
  const { start, end, negate } = look;
  const before = sourceOf(0, start);
  const problem = `can take long, since ${sourceOf(start, end)} at character ${Array.from(before).length + 1} can look far ahead from many places`;
  if (alternatives.length > 1) return `${problem}: write each alternative as a filter group of its own`;
  // In a group, as (?:(?!a).)*, it looks at many places.
  const looked =
    (look.parent.parent?.type === 'Pattern' ? before : '') + sourceOf(start, end).replace(/^\(\?[=!]/, '(?:');
  const flag = negate ? ' and excludeMatchedPattern: true' : '';
  return `${problem}: write two filters, one with the pattern "${before}${sourceOf(end, text.length)}" and one with "${looked}"${flag}`;
}
