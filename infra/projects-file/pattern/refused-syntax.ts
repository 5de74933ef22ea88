const REPEAT = String.raw`(?:[*+?]|\{\d+(?:,\d*)?\})`;

/** Java syntax that has no exact translation, and syntax that Java does not have; with the reason and what to write. */
export const REFUSED_SYNTAX: readonly (readonly [syntax: RegExp, why: string])[] = [
  [/\(\?>/y, 'atomic groups are not supported: write (?:…)'],
  [RegExp(`${REPEAT}\\+`, 'y'), 'possessive repeats are not supported: remove the +'],
  [RegExp(`${REPEAT}(?:\\?|(?!\\?))[*+?{]`, 'y'), 'a repeat cannot be repeated: put (?:…) around the inner repeat'],
  [/\\[1-9k]/y, 'back-references are not supported: write the text again'],
  [/\\[bB]\{/y, 'this word boundary is not supported: use \\b or \\B'],
  [/\(\?[a-zA-Z-]*m[a-zA-Z-]*[:)]/y, '^ and $ never match at the ends of lines: remove the flag m'],
  [/\(\?(?![is]*-?[is]*[:)])[a-zA-Z-]+[:)]/y, 'this inline flag is not supported: use only the flags i and s'],
  [/\(\?<([a-zA-Z]\w*)>(?=.*\(\?<\1>)/sy, 'another group has the same name: rename one of them'],
  [/\(\?(?![is-]*[:)]|<?[=!]|<[a-zA-Z][a-zA-Z0-9]*>)./suy, 'this kind of group is not supported: write (?:…)'],
];
