const REPEAT = String.raw`(?:[*+?]|\{\d+(?:,\d*)?\})`;

/** What Java knows and no exact translation exists for, and what it does not know; why, and what to write. */
export const REFUSED_SYNTAX: readonly (readonly [syntax: RegExp, why: string])[] = [
  [/\(\?>/y, 'atomic groups are not supported: write (?:…)'],
  [RegExp(`${REPEAT}\\+`, 'y'), 'possessive repeats are not supported: take the + out'],
  [RegExp(`${REPEAT}(?:\\?|(?!\\?))[*+?{]`, 'y'), 'a repeat can not be repeated: put (?:…) around it'],
  [/\\[1-9k]/y, 'what a group found can not be asked for again: write out what it can be'],
  [/\\[bB]\{/y, 'boundaries other than of words are not supported'],
  [/\(\?[a-zA-Z-]*m[a-zA-Z-]*[:)]/y, '^ and $ never match at single lines: take the m out'],
  [/\(\?(?![is]*-?[is]*[:)])[a-zA-Z-]+[:)]/y, 'of the inline flags only i and s are supported'],
  [/\(\?<([a-zA-Z]\w*)>(?=.*\(\?<\1>)/sy, 'a second group has this name'],
  [/\(\?(?![is-]*[:)]|<?[=!]|<[a-zA-Z][a-zA-Z0-9]*>)./suy, 'this kind of group is not supported: write (?:…)'],
];
