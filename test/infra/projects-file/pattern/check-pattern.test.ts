import { expect, test } from 'vitest';
import type { Filter } from '../../../../functions/core/configuration.ts';
import { loadPatternSearch } from '../../../../functions/core/webhook/pattern-search.ts';
import { checkPattern } from '../../../../infra/projects-file/pattern/check-pattern.ts';
import { filter } from '../../../functions/core/filter.ts';
import { countSteps } from './count-steps.ts';

/** The filter that is compiled from a projects file; undefined if it is refused. */
function compileIfSafe(pattern: string): Filter | undefined {
  const checked = checkPattern(pattern);
  return 'problem' in checked ? undefined : filter('FILE_PATH', pattern, checked.compiled);
}

function compile(pattern: string): Filter {
  const compiled = compileIfSafe(pattern);
  if (!compiled) throw new Error(`${pattern} was refused.`);
  return compiled;
}

async function finds(pattern: string, text: string): Promise<boolean> {
  const one = compile(pattern);
  return (await loadPatternSearch([one]))(one, text);
}

test.each(['^refs/heads/main$', '^refs/heads/', '^(a|b)$', '^(?!main$)', '\\[CodeBuild\\]', '[a-z]{2,3}', 'a\\.b'])(
  '%s means the same in JavaScript and is kept as it is',
  (pattern) => {
    expect(compile(pattern)).toEqual(filter('FILE_PATH', pattern));
  },
);

/** Each with a text that it matches and one that it does not, as in java.util.regex. */
test.each<[string, string, string]>([
  ['(?i)main', 'MAIN', 'MAN'],
  ['a(?i)b', 'aB', 'AB'],
  ['(?i:a)b', 'Ab', 'AB'],
  ['(?i)a(?-i)b', 'Ab', 'AB'],
  ['(?i)[k-m]x', 'LX', 'NX'],
  // Java ignores the case only of ASCII letters: JavaScript's flag i would match the Kelvin sign as a k.
  ['(?i)^k$', 'K', '\u212a'],
  ['(?i)é', 'é', 'É'],
  ['a(?s).b', 'a\nb', 'ab'],
  ['^a.b$', 'a\u{1f680}b', 'a\u0085b'],
  ['\\Qa.b*\\E', 'a.b*', 'axb'],
  ['^\\Qab\\E+$', 'abb', 'abab'],
  ['^\\pL$', 'ж', '1'],
  ['^\\p{IsLu}$', 'Ж', 'ж'],
  ['^\\PL$', '1', 'ж'],
  ['^[\\p{L}\\d]$', 'ж', '-'],
  ['^[^\\p{L}\\d]$', '-', 'ж'],
  ['^[\\p{L}[^\\w]]$', '-', '1'],
  ['^\\h$', '\u00a0', 'h'],
  ['^\\H$', 'h', ' '],
  ['^\\v$', '\u2028', 'v'],
  ['^\\s$', '\v', '\u00a0'],
  ['^a\\Rb$', 'a\r\nb', 'a b'],
  ['\\Amain\\z', 'main', 'xmain'],
  ['main\\Z', 'main', 'mainx'],
  ['^[a-z&&[^aeiou]]$', 'b', 'a'],
  ['^[a-c[x-z]]$', 'y', 'm'],
  ['^[^a-c[x-z]]$', 'm', 'y'],
  ['^[\\w&&[^_]]$', 'a', '_'],
  ['^[a-]$', '-', 'b'],
  ['^[a^]$', '^', 'b'],
  // At the beginning of a class, a closing bracket is a character; an empty side of && has no effect.
  ['^[]a]$', ']', 'b'],
  ['^[^]a]$', 'b', ']'],
  ['^[a&&]$', 'a', 'b'],
  ['^[&&a]$', 'a', '&'],
  ['^[^a&&b]$', 'a', ''],
  ['^[\\S\\s]$', '\n', ''],
  ['^[\\W_]$', '_', 'a'],
  ['(?i)^\\W$', '-', 'a'],
  ['(?i)^[^a]$', 'b', 'A'],
  ['(?i)^\\Qa.\\E{2}$', 'A..', 'A.'],
  ['^[.]$', '.', 'a'],
  ['^\\x41\\u0042\\x{1F680}\\0101$', 'AB\u{1f680}A', 'AB'],
  ['^\\cM\\t\\e\\a$', '\r\t\u001b\u0007', 'M'],
  ['^\\cm\\c1$', '-q', 'M1'],
  ['^(?<name>a)b$', 'ab', 'b'],
  ['^(?!refs/heads/main$)refs/', 'refs/heads/next', 'refs/heads/main'],
  ['}]', '}]', ']'],
  ['^refs/heads/(?!.*-wip$).*$', 'refs/heads/wip-a', 'refs/heads/a-wip'],
  ['(?<!x)a', 'ba', 'xa'],
  ['(?<=(a|b))c.*c.*d', 'acccd', 'cccd'],
  ['^a|b$', 'xb', 'xbx'],
  ['^(|a|ab)c$', 'c', 'bc'],
  ['^\\/a\\-b$', '/a-b', '/a'],
  ['^a{0}b$', 'b', 'ab'],
  ['\\bmain\\b', 'a main b', 'mainly'],
])('%j matches %j but not %j', async (pattern, found, other) => {
  expect([await finds(pattern, found), await finds(pattern, other)]).toEqual([true, false]);
});

test.each([
  ['a++', 'character 2, "++"'],
  ['a(?>b)', 'character 2, "(?>"'],
  ['(a)\\1', 'character 4, "\\1"'],
  ['\\k<a>', 'character 1, "\\k"'],
  ['(?m)^main$', 'character 1, "(?m)"'],
  ['(?x)a b', 'character 1, "(?x)"'],
  ['(?P<a>b)', 'character 1, "(?P"'],
  ['\\Ga', 'character 1, "\\G"'],
  ['\\b{g}', 'character 1, "\\b{"'],
  ['\\p{Alpha}', 'character 1, "\\p{Alpha}"'],
  ['a\\', 'character 2, "\\"'],
  ['\\x{110000}', 'character 1, "\\x{110000}"'],
  ['(?i)\\p{Lu}', 'character 5, "\\p{Lu}"'],
  ['[a', 'character 1, "[a"'],
  ['[]', 'character 1, "[]"'],
  ['[a[]b]', 'character 1, "[a[]b]"'],
  ['[a&&b]', 'character 1, "[a&&b]"'],
  ['[z-a]', 'character 2, "z-a"'],
  ['[\\p{L}&&[^a]]', 'character 1, "[\\p{L}&&[^a]]"'],
  ['(a', 'character 1, "(a"'],
  ['a)', 'character 2, ")"'],
  ['*a', 'character 1, "*"'],
  ['{2}', 'character 1, "{2}"'],
  ['a(?i)*', 'character 6, "*"'],
  ['(?<a>x)|(?<a>y)', 'character 1, "(?<a>"'],
  ['^*', 'character 2, "*"'],
  ['a{3,2}', 'character 2, "{3,2}"'],
  ['a**', 'character 2, "**"'],
  ['a{,3}', 'character 2, "{,3}"'],
  ['\u{1f680}(', 'character 2, "("'],
  ['(?i)[a-\\d]', 'character 6, "a-\\d"'],
])('%j is refused with its place', (pattern, problem) => {
  expect(checkPattern(pattern)).toEqual({
    id: 'invalid-pattern',
    problem: expect.stringContaining(`${problem}, since `) as string,
  });
});

test.each(['(a{1000}){1000}', 'a{1001}', '(?:a.{100}){10}', 'x{2147483648}'])(
  '%s is refused, since no engine can hold it',
  (pattern) => {
    expect(checkPattern(pattern)).toEqual({ id: 'invalid-pattern', problem: expect.any(String) as string });
  },
);

test('a pattern that is too long is refused', () => {
  expect(checkPattern('a?'.repeat(50_000))).toEqual({
    id: 'invalid-pattern',
    problem: expect.stringContaining('100000') as string,
  });
});

/** The engine that runs each pattern in linear time; neither a clock nor chance decides which. */
test.each<[engine: string, pattern: string]>([
  ['V8', '^(?!refs/heads/main$).*'],
  ['V8', '^refs/heads/(?!main$|develop$).+'],
  ['V8', '^(?!.*\\.md$).*$'],
  ['V8', '^((?!docs/).)*$'],
  ['V8', '^(?:(?!test).)+\\.ts$'],
  ['V8', '^refs/heads/(feature|fix)/(?!wip-).*$'],
  ['V8', '^(?=.*deploy)(?!.*skip).*$'],
  ['V8', '^.*(?<!-wip)$'],
  ['V8', '(?<!not-)main'],
  ['V8', '.*\\.ts$'],
  ['V8', '.*/src/.*'],
  ['V8', '^refs/heads/[^/]+/[^/]+$'],
  ['V8', '^refs/tags/v\\d+\\.\\d+\\.\\d+(-rc\\.\\d+)?$'],
  ['linear', '^.*src/.*$'],
  ['linear', '^(a+)+$'],
  ['linear', '^(a|a)*b'],
  ['V8', '(a|a)*b'],
  ['linear', 'ba+b'],
  ['linear', '^\\w+\\d+x$'],
  ['linear', '\\pL{999}'],
  // Few steps for each of the alternatives, but too many for all of them.
  ['linear', `${'xa?a?a?a?b|'.repeat(20)}c`],
  ['linear', '(?<!x)y.*z'],
  ['split', '^(?!.*test.*spec).*\\.ts$'],
  ['split', '^(?=.*a.*b)(?!.*c.*d).*$'],
  ['split', '^refs/[a-z]{5}/(?!.*wip.*x).*$'],
  ['split', '^((?!a.*b).)*$'],
])('%s runs %s', (engine, pattern) => {
  const { engine: compiled, conditions } = compile(pattern);
  expect(conditions ? 'split' : (compiled ?? 'V8')).toBe(engine);
});

test.each([
  [
    '(?!.*\\.md$).*',
    '(?!.*\\.md$) at character 1 can look far ahead from many places: write two filters, one with the pattern ".*" and one with "(?:.*\\.md$)" and excludeMatchedPattern: true',
  ],
  [
    'refs/heads/(?!.*wip).*',
    '(?!.*wip) at character 12 can look far ahead from many places: write two filters, one with the pattern "refs/heads/.*" and one with "refs/heads/(?:.*wip)" and excludeMatchedPattern: true',
  ],
  [
    '(?i)a(?=.*b)',
    '(?=.*b) at character 6 can look far ahead from many places: write two filters, one with the pattern "(?i)a" and one with "(?i)a(?:.*b)"',
  ],
  [
    '^((?!.*x).)*y$',
    '(?!.*x) at character 3 can look far ahead from many places: write two filters, one with the pattern "^(.)*y$" and one with "(?:.*x)" and excludeMatchedPattern: true',
  ],
  [
    '^(?!.*a.*b)x|y',
    '(?!.*a.*b) at character 2 can look far ahead from many places: write each alternative as a filter group of its own',
  ],
])('%s is refused with what to write instead', (pattern, problem) => {
  expect(checkPattern(pattern)).toEqual({ id: 'slow-pattern', problem: `can take long, since ${problem}` });
});

/** Patterns for which a backtracking engine takes long, with a text that makes it fail at the end. */
const TEXTS = ['a', 'ab', 'x', 'a\n', 'refs/'].map((unit) => (times: number) => `${unit.repeat(times)}!`);

test.each([
  '^(a+)+$',
  '(a|a)*b',
  '(.*)*x',
  'a?'.repeat(256),
  `${'('.repeat(255)}a${')'.repeat(255)}`,
  '(?<=a{1,9})b',
  '.*',
  '.*\\.ts$',
  'a*a*a*b',
  '(a|b|ab)*c',
  '(a?){30}a{30}',
  '(x+x+)+y',
  '([a-zA-Z]+)*$',
  '(a|aa)+$',
  '^a|b$',
  '(?i)a+b',
  '^((?!docs/).)*$',
  '^(?!.*a.*b.*c)(?=.*d).*$',
])('%s takes only linear time', (pattern) => {
  const { expression = pattern, engine, conditions = [] } = compile(pattern);
  const byV8 = [{ expression, engine }, ...conditions].filter((each) => each.engine !== 'linear');
  for (const each of byV8) {
    for (const text of TEXTS) {
      const [once, twice] = [40, 80].map((times) => countSteps(each.expression, text(times), 1_000_000).steps);
      expect(twice).toBeLessThanOrEqual(2.5 * once! + 500);
    }
  }
});
