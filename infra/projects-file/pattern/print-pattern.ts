import { complement, isEmpty, type CharacterSet } from './character-set.ts';
import type { Part, Pattern } from './pattern.ts';

/**
 * Writes a pattern so that JavaScript, with the flag u, and RE2 read it alike. Nothing asks for what a group found,
 * so no group captures.
 */
export const printPattern = (pattern: Pattern): string =>
  pattern.map(({ parts }) => parts.map(printPart).join('')).join('|');

function printPart(part: Part): string {
  switch (part.kind) {
    case 'character':
      return printSet(part.set);
    case 'start':
      return '^';
    case 'end':
      return '$';
    case 'word boundary':
      return part.negated ? '\\B' : '\\b';
    case 'group':
      return `(?:${printPattern(part.body)})`;
    case 'look':
      return `(?${part.behind ? '<' : ''}${part.negated ? '!' : '='}${printPattern(part.body)})`;
    case 'repeat':
      return printPart(part.body) + printBounds(part.least, part.most) + (part.lazy ? '?' : '');
  }
}

function printBounds(least: number, most: number): string {
  if (most === Infinity) return least === 0 ? '*' : least === 1 ? '+' : `{${least},}`;
  if (least === 0 && most === 1) return '?';
  return least === most ? `{${least}}` : `{${least},${most}}`;
}

const LAST_CODE_POINT = 0x10ffff;

function printSet(set: CharacterSet): string {
  const [first, ...others] = set.ranges;
  if (set.categories.length === 0 && first) {
    if (others.length === 0 && first[0] === first[1]) return printCharacter(first[0], /[\^$\\.*+?()[\]{}|]/);
    // What takes nearly all reads better by what it leaves out.
    const rest = complement(set);
    if (isEmpty(rest)) return '[\\d\\D]';
    if (first[0] === 0 && set.ranges.at(-1)![1] === LAST_CODE_POINT) return `[^${printRanges(rest)}]`;
  }
  return `[${set.negated ? '^' : ''}${printRanges(set)}${set.categories.join('')}]`;
}

const printRanges = ({ ranges }: CharacterSet): string =>
  ranges
    .map(([first, last]) => {
      const ends = [first, last].map((codePoint) => printCharacter(codePoint, /[\^\\[\]-]/));
      return first === last ? ends[0] : first + 1 === last ? ends.join('') : ends.join('-');
    })
    .join('');

function printCharacter(codePoint: number, special: RegExp): string {
  const character = String.fromCodePoint(codePoint);
  if (special.test(character)) return `\\${character}`;
  // Beyond two hex digits the engines have no escape in common.
  const isPlain = codePoint > 0xff || (codePoint >= 0x20 && codePoint < 0x7f);
  return isPlain ? character : `\\x${codePoint.toString(16).padStart(2, '0')}`;
}
