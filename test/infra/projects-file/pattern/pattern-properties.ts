import fc from 'fast-check';
import { RE2JS } from 're2js';
import { judgeGroup } from '../../../../functions/core/webhook/filters.ts';
import { loadPatternSearch } from '../../../../functions/core/webhook/pattern-search.ts';
import { automatonOf } from '../../../../infra/projects-file/filters/automaton.ts';
import { haveTextInCommon } from '../../../../infra/projects-file/filters/have-text-in-common.ts';
import { checkPattern } from '../../../../infra/projects-file/pattern/check-pattern.ts';
import { isLinear } from '../../../../infra/projects-file/pattern/is-linear.ts';
import { parsePattern } from '../../../../infra/projects-file/pattern/parse-pattern.ts';
import { filter } from '../../../functions/core/filter.ts';
import { pushEvent } from '../../../functions/push-event.ts';
import { countSteps } from './count-steps.ts';
import { generatedPattern, lookingPattern } from './pattern-arbitraries.ts';

const digits = fc.stringMatching(/^[1-9][0-9]{0,9}$/);

/** An id that contains an allowed one is not allowed, whatever the pattern omits. */
export const longerIdNeverMatches = fc.asyncProperty(
  digits,
  fc.stringMatching(/^[0-9]{0,4}$/),
  fc.stringMatching(/^[0-9]{0,4}$/),
  fc.constantFrom('^{}$', '{}', '^{}', '{}$', '^{}|{}$', '(?:{}|^{}$)'),
  async (id, before, after, shape) => {
    const group = [filter('ACTOR_ACCOUNT_ID', shape.replaceAll('{}', id))];
    const actorId = before + id + after;
    const { passed } = judgeGroup(group, pushEvent({ actorId }), await loadPatternSearch(group));
    return passed === (actorId === id);
  },
);

const plain = (length: number) =>
  fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: length }).map((all) => all.join(''));

/** A compiled pattern finds what the pattern itself finds, whichever engines run it. */
export const compiledFindsTheSame = fc.asyncProperty(lookingPattern, plain(10), async (source, text) => {
  const checked = checkPattern(source);
  fc.pre(!('problem' in checked));
  const one = filter('FILE_PATH', source, checked.compiled);
  return (await loadPatternSearch([one]))(one, text) === new RegExp(checked.pattern.text, 'u').test(text);
});

/** For patterns that V8 runs, twice the text takes twice the steps. */
export const linearTakesLinearSteps = fc.property(
  lookingPattern,
  fc.tuple(plain(4), plain(3), fc.constantFrom('', 'a', '!', '\n')),
  (source, [before, unit, after]) => {
    const parsed = parsePattern(source);
    fc.pre(!('problem' in parsed) && unit !== '' && isLinear(parsed.alternatives));
    const steps = (times: number) => countSteps(parsed.text, before + unit.repeat(times) + after, 200_000).steps;
    return steps(80) <= 2.5 * steps(40) + 500;
  },
);

/** The count is meaningful only if the counted search finds what V8 finds. */
export const countedFindsTheSame = fc.property(lookingPattern, plain(8), (source, text) => {
  const parsed = parsePattern(source);
  fc.pre(!('problem' in parsed));
  try {
    return countSteps(parsed.text, text, 20_000).found === new RegExp(parsed.text, 'u').test(text);
  } catch (error) {
    if (error instanceof RangeError) return;
    throw error;
  }
});

/** Short texts, so that V8 is fast even if a pattern isn't safe. */
const text = fc.array(fc.constantFrom('a', 'b', 'B', 'c', '.', '1', ' ', '\n', '\u0085', 'é', '\u{1f680}'), {
  maxLength: 12,
});

/** Both engines give the same result for what is printed for them. */
export const enginesAgree = fc.property(generatedPattern, text, (source, characters) => {
  const parsed = parsePattern(source);
  fc.pre(!('problem' in parsed));
  const value = characters.join('');
  return new RegExp(parsed.text, 'u').test(value) === RE2JS.compile(parsed.text).test(value);
});

/** A text in which V8 finds a pattern is common to the automata; if all are exact, no other text is. */
export const automataAgree = fc.property(generatedPattern, text, (source, characters) => {
  const parsed = parsePattern(source);
  const value = characters.join('');
  const literal = parsePattern(`\\Q${value}\\E`);
  fc.pre(!('problem' in parsed) && !('problem' in literal));
  const found = haveTextInCommon([
    automatonOf(parsed.alternatives, 'found'),
    automatonOf(literal.alternatives, 'whole'),
  ]);
  const isFound = new RegExp(parsed.text, 'u').test(value);
  return source.includes('\\p') ? found || !isFound : found === isFound;
});

/** Which patterns the linear engine runs is decided without it; it must accept all of them. */
export const linearEngineTakesItsPatterns = fc.property(
  fc.oneof(generatedPattern, lookingPattern),
  fc.constantFrom('', '{3}', '{40}', '{1,200}', '{0,900}', '{30,}'),
  (source, repeat) => {
    const checked = checkPattern(repeat === '' ? source : `(?:${source})${repeat}`);
    fc.pre(!('problem' in checked));
    const { expression = checked.pattern.text, engine, conditions = [] } = checked.compiled;
    return [{ expression, engine }, ...conditions]
      .filter((each) => each.engine === 'linear')
      .every((each) => RE2JS.compile(each.expression, RE2JS.LOOKBEHINDS) instanceof RE2JS);
  },
);

/** Any text is read as a pattern or refused, and both engines accept every pattern that is read. */
export const everyTextIsReadOrRefused = fc.property(
  fc.oneof(
    fc.string({ maxLength: 60 }),
    fc
      .array(fc.constantFrom(...Array.from('ab\\()[]{}|*+?^$.-&:<>=!iQE1,pPLdx')), { maxLength: 30 })
      .map((all) => all.join('')),
  ),
  (source) => {
    const parsed = parsePattern(source);
    if ('problem' in parsed) return parsed.problem.startsWith('character ');
    return new RegExp(parsed.text, 'u') instanceof RegExp;
  },
);
