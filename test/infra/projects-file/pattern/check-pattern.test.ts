import { expect, test } from 'vitest';
import type { Filter } from '../../../../functions/core/configuration.ts';
import { loadPatternSearch } from '../../../../functions/core/webhook/pattern-search.ts';
import { checkPattern } from '../../../../infra/projects-file/pattern/check-pattern.ts';
import { filter } from '../../../functions/core/filter.ts';

/** The filter that a projects file compiles; undefined where it is refused. */
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

test.each(['^refs/heads/main$', '^refs/heads/', '^(?:a|b)$', '\\[CodeBuild\\]', '[a-z]{2,3}', 'a\\.b'])(
  '%s means the same to JavaScript and stays as it is',
  (pattern) => {
    expect(compile(pattern)).toEqual(filter('FILE_PATH', pattern));
  },
);

/** Each with a text that it finds and one that it doesn't, as java.util.regex has it. */
test.each<[string, string, string]>([
  ['(?i)main', 'MAIN', 'MAN'],
  ['a(?i)b', 'aB', 'AB'],
  ['(?i:a)b', 'Ab', 'AB'],
  ['(?i)a(?-i)b', 'Ab', 'AB'],
  ['(?i)[k-m]x', 'LX', 'NX'],
  // Java ignores the case of ASCII letters alone: JavaScript's flag i would take the Kelvin sign for a k.
  ['(?i)^k$', 'K', '\u212a'],
  ['(?i)é', 'é', 'É'],
  ['a(?s).b', 'a\nb', 'ab'],
  ['^a.b$', 'a\u{1f680}b', 'a\u0085b'],
  ['\\Qa.b*\\E', 'a.b*', 'axb'],
  ['^\\Qab\\E+$', 'abb', 'abab'],
  ['^\\p{Alpha}+$', 'abc', 'ab1'],
  ['^\\P{Alpha}$', '1', 'a'],
  ['^\\p{Punct}$', '!', 'a'],
  ['^\\pL$', 'ж', '1'],
  ['^\\p{IsLu}$', 'Ж', 'ж'],
  ['^[\\p{L}\\d]$', 'ж', '-'],
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
  ['^[.]$', '.', 'a'],
  ['^\\x41\\u0042\\x{1F680}\\0101$', 'AB\u{1f680}A', 'AB'],
  ['^\\cM\\t\\e\\a$', '\r\t\u001b\u0007', 'M'],
  ['^(?<name>a)b$', 'ab', 'b'],
  ['^(?!refs/heads/main$)refs/', 'refs/heads/next', 'refs/heads/main'],
  ['}]', '}]', ']'],
  ['\\bmain\\b', 'a main b', 'mainly'],
])('%j finds %j and not %j', async (pattern, found, other) => {
  expect([await finds(pattern, found), await finds(pattern, other)]).toEqual([true, false]);
});

test.each([
  ['a++', '++ at character 2: possessive repeats are not supported: take the + out'],
  ['a(?>b)', '(?> at character 2: atomic groups are not supported: write (?:…)'],
  ['(a)\\1', '\\1 at character 4: what a group found can not be asked for again'],
  ['\\k<a>', '\\k at character 1: what a group found can not be asked for again'],
  ['(?m)^main$', '(?m) at character 1: ^ and $ never match at single lines: take the m out'],
  ['(?x)a b', '(?x) at character 1: of the inline flags only i and s are supported'],
  ['(?P<a>b)', '(?P at character 1: this kind of group is not supported: write (?:…)'],
  ['\\Ga', '\\G at character 1: this escape is not supported: only \\ before punctuation is that character'],
  ['\\b{g}', '\\b at character 1: boundaries other than of words are not supported'],
  ['a\\', '\\ at character 2: a backslash needs a character behind it: \\\\ is a backslash itself'],
  [
    '\\x{110000}',
    '\\x{110000} at character 1: this is no character: write \\x41, \\x{1F600}, \\u0041 or the character itself',
  ],
  ['\\c1', '\\c at character 1: \\c needs a letter behind it: \\cM is a carriage return'],
  ['(?i)\\p{Lu}', '\\p{Lu} at character 5: a Unicode category can not ignore case: write it without (?i)'],
  ['[a', '[a at character 1: this class is not closed: add ], or write \\[ for a bracket'],
  ['[]', '[ at character 1: a class needs a character: write \\] for a bracket'],
  ['[&&a]', '[ at character 1: nothing stands before &&'],
  ['[a&&b]', '[a&&b] at character 1: this class takes no character at all'],
  ['[z-a]', 'z-a at character 2: a range goes from a lower character to a higher one: write \\- for a hyphen'],
  [
    '[\\p{L}&&[^a]]',
    '[\\p{L}&&[^a] at character 1: Unicode categories can only be joined with others here: write it without && and nested [^…]',
  ],
  ['(a', '(a at character 1: this group is not closed: add ), or write \\( for a parenthesis'],
  ['a)', ') at character 2: nothing was opened that this closes: write \\) for a parenthesis'],
  ['*a', '* at character 1: there is nothing to repeat: write \\* for the character itself'],
  ['{2}', '{ at character 1: there is nothing to repeat: write \\{ for a brace'],
  ['^*', '^* at character 1: there is nothing to repeat'],
  ['a{3,2}', '{3,2} at character 2: the second number is smaller than the first'],
  ['a**', '** at character 2: a repeat can not be repeated: put (?:…) around it'],
  ['(a{1000}){1000}', '(a{1000}){1000} at character 1: this repeats more than 1000 times'],
])('%j is refused with its place', (pattern, problem) => {
  expect(checkPattern(pattern)).toEqual({ id: 'invalid-pattern', problem: `can't be used, ${problem}` });
});

test('a property that is not known is refused with those that are', () => {
  expect(checkPattern('\\p{IsLatin}')).toMatchObject({
    problem: expect.stringContaining('known are Lower, Upper') as string,
  });
});

/** How long a search may take, in milliseconds, of a text of 64 KB. */
const BUDGET = 500;

const HOSTILE = [
  '^(a+)+$',
  '(a|a)*b',
  '(.*)*x',
  '(a{1000}){1000}',
  '\\pL{999}',
  'a?'.repeat(50_000),
  'a?'.repeat(256),
  `${'('.repeat(2000)}a${')'.repeat(2000)}`,
  `${'('.repeat(255)}a${')'.repeat(255)}`,
  '(?=a+b)a',
  '(?<=a+)b',
  '(a)\\1',
  '.*',
  '.*\\.ts$',
  'a*a*a*b',
  '(a|b|ab)*c',
  '(a?){30}a{30}',
  '(x+x+)+y',
  '([a-zA-Z]+)*$',
  '(a|aa)+$',
  '^a|b$',
  '(?m)^main$',
  '(?i)a+b',
  '\ud800',
];

test.each(HOSTILE.map((pattern) => [pattern.slice(0, 40), pattern] as const))(
  '%j is refused or searches any 64 KB within its budget',
  async (_, pattern) => {
    const one = compileIfSafe(pattern);
    if (!one) return;
    const search = await loadPatternSearch([one]);
    search(one, 'warm');
    for (const unit of ['a', 'ab', 'x', 'a\n', 'refs/']) {
      const text = `${unit.repeat(Math.ceil((64 * 1024) / unit.length))}!`;
      const start = performance.now();
      search(one, text);
      expect(performance.now() - start, JSON.stringify(unit)).toBeLessThan(BUDGET);
    }
  },
);
