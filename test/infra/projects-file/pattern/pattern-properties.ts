import fc from 'fast-check';
import { RE2JS } from 're2js';
import { judgeGroup } from '../../../../functions/core/webhook/filters.ts';
import { loadPatternSearch } from '../../../../functions/core/webhook/pattern-search.ts';
import { automatonOf } from '../../../../infra/projects-file/pattern/automaton.ts';
import { haveTextInCommon } from '../../../../infra/projects-file/pattern/have-text-in-common.ts';
import { parsePattern } from '../../../../infra/projects-file/pattern/parse-pattern.ts';
import { printPattern } from '../../../../infra/projects-file/pattern/print-pattern.ts';
import { filter } from '../../../functions/core/filter.ts';
import { pushEvent } from '../../../functions/push-event.ts';

const digits = fc.stringMatching(/^[1-9][0-9]{0,9}$/);

/** An id that an allowed one is part of is not allowed, whatever the pattern leaves out. */
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

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\s', '\\p{L}', 'é', '\\.', '(?i)b', '[a-c&&[^b]]');
const quantifier = fc.constantFrom('', '', '', '?', '*', '+', '{2}', '{1,3}', '*?');
const { pattern } = fc.letrec<{ pattern: string; part: string; row: string }>((tie) => ({
  part: fc
    .tuple(
      fc.oneof(
        { maxDepth: 1 },
        atom,
        tie('pattern').map((body) => `(?:${body})`),
      ),
      quantifier,
    )
    .map(([body, times]) => (body.startsWith('(?i)') ? body : body + times)),
  row: fc.array(tie('part'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
  pattern: fc
    .tuple(
      fc.constantFrom('', '^'),
      fc.array(tie('row'), { minLength: 1, maxLength: 3 }).map((rows) => rows.join('|')),
      fc.constantFrom('', '$'),
    )
    .map(([start, body, end]) => start + body + end),
}));

/** Short texts, so that V8 is quick even where a pattern isn't safe. */
const text = fc.array(fc.constantFrom('a', 'b', 'B', 'c', '.', '1', ' ', '\n', '\u0085', 'é', '\u{1f680}'), {
  maxLength: 12,
});

/** Both engines give the same answer to what is printed for them. */
export const enginesAgree = fc.property(pattern, text, (source, characters) => {
  const parsed = parsePattern(source);
  fc.pre(!('problem' in parsed));
  const printed = printPattern(parsed);
  const value = characters.join('');
  return new RegExp(printed, 'u').test(value) === RE2JS.compile(printed).test(value);
});

/** A text that V8 finds a pattern in is one that the automata have in common; where all is exact, no other is. */
export const automataAgree = fc.property(pattern, text, (source, characters) => {
  const parsed = parsePattern(source);
  const value = characters.join('');
  const literal = parsePattern(`\\Q${value}\\E`);
  fc.pre(!('problem' in parsed) && !('problem' in literal));
  const found = haveTextInCommon([automatonOf(parsed, 'found'), automatonOf(literal, 'whole')]);
  const isFound = new RegExp(printPattern(parsed), 'u').test(value);
  return source.includes('\\p') ? found || !isFound : found === isFound;
});

/** Whatever is written as a pattern is read or refused, and what is read both engines take. */
export const everyTextIsReadOrRefused = fc.property(
  fc.oneof(
    fc.string({ maxLength: 60 }),
    fc
      .array(fc.constantFrom(...Array.from('ab\\()[]{}|*+?^$.-&:<>=!iQE1,pPLdx')), { maxLength: 30 })
      .map((all) => all.join('')),
  ),
  (source) => {
    const parsed = parsePattern(source);
    if ('problem' in parsed) return parsed.problem.includes(' at character ');
    const printed = printPattern(parsed);
    return new RegExp(printed, 'u') instanceof RegExp;
  },
);
