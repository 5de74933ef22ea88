const REPEAT = String.raw`(?:[*+?]|\{\d+(?:,\d*)?\})`;

/** Java syntax that has no exact translation, and syntax that Java does not have; with the reason and what to write. */
export const REFUSED_SYNTAX: readonly (readonly [syntax: RegExp, why: string])[] = [
  [/\(\?>/y, 'atomic groups are not supported: write (?:…)'],
  [RegExp(`${REPEAT}\\+`, 'y'), 'possessive repeats are not supported: remove the +'],
  [RegExp(`${REPEAT}(?:\\?|(?!\\?))[*+?{]`, 'y'), 'a repeat cannot be repeated: put (?:…) around it'],
  [/\\[1-9k]/y, 'back-references are not supported: write out the possible texts'],
  [/\\[bB]\{/y, 'only the word boundaries \\b and \\B are supported'],
  [/\(\?[a-zA-Z-]*m[a-zA-Z-]*[:)]/y, '^ and $ never match at single lines: remove the m'],
  [/\(\?(?![is]*-?[is]*[:)])[a-zA-Z-]+[:)]/y, 'only the inline flags i and s are supported'],
  [/\(\?<([a-zA-Z]\w*)>(?=.*\(\?<\1>)/sy, 'another group has the same name'],
  [/\(\?(?![is-]*[:)]|<?[=!]|<[a-zA-Z][a-zA-Z0-9]*>)./suy, 'this kind of group is not supported: write (?:…)'],
];
