import { charactersOf, complement, ignoringCase, rangesOf, type CharacterSet } from './character-set.ts';
import { cursorOn, next, PatternProblem, peek, refuse, take, takeMatch, textFrom, type Cursor } from './cursor.ts';
import { parseClass } from './parse-class.ts';
import { parseEscape } from './parse-escape.ts';
import type { Alternative, Part, Pattern } from './pattern.ts';

/** What `(?i)` and `(?s)` say, to the end of the group they stand in. */
interface Flags {
  caseMatters: boolean;
  dotIsAll: boolean;
}

/** Java's line terminators, which its `.` does not take: JavaScript's and U+0085. */
const DOT = complement(charactersOf('\n\r\u0085\u2028\u2029'));
const ANY = rangesOf([0, 0x10ffff]);

/** RE2's own bound, for any engine: what repeats repeats multiplies. */
const MOST_REPEATS = 1000;

/**
 * Reads a pattern as CodeBuild's Java does. What Java knows and no exact translation exists for is a problem.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html
 */
export function parsePattern(text: string): Pattern | { readonly problem: string } {
  const cursor = cursorOn(text);
  try {
    const pattern = parseAlternatives(cursor, { caseMatters: true, dotIsAll: false });
    if (peek(cursor) !== '') refuseNext(cursor, 'nothing was opened that this closes: write \\) for a parenthesis');
    return pattern;
  } catch (error) {
    if (error instanceof PatternProblem) return { problem: error.message };
    throw error;
  }
}

function parseAlternatives(cursor: Cursor, outside: Flags): Pattern {
  const flags = { ...outside };
  const alternatives: Alternative[] = [];
  do {
    const from = cursor.at;
    const parts: Part[] = [];
    while (!['', '|', ')'].includes(peek(cursor))) parts.push(...parsePart(cursor, flags));
    alternatives.push({ text: textFrom(cursor, from), parts });
  } while (take(cursor, '|'));
  return alternatives;
}

/** One part with its repetition; none for what only sets flags, several for a quotation. */
function parsePart(cursor: Cursor, flags: Flags): readonly Part[] {
  const from = cursor.at;
  const parts = parseAtom(cursor, flags);
  const last = parts.at(-1);
  const repetition = parseRepetition(cursor);
  if (!repetition) return parts;
  if (!last || !(last.kind === 'character' || last.kind === 'group')) {
    return refuse(cursor, from, 'there is nothing to repeat');
  }
  const repeat: Part = { kind: 'repeat', body: last, ...repetition };
  if (repeats(repeat) > MOST_REPEATS) return refuse(cursor, from, `this repeats more than ${MOST_REPEATS} times`);
  return [...parts.slice(0, -1), repeat];
}

function parseAtom(cursor: Cursor, flags: Flags): readonly Part[] {
  const from = cursor.at;
  const character = next(cursor);
  switch (character) {
    case '^':
      return [{ kind: 'start' }];
    case '$':
      return [{ kind: 'end' }];
    case '.':
      return [{ kind: 'character', set: flags.dotIsAll ? ANY : DOT }];
    case '[':
      return [{ kind: 'character', set: parseClass(cursor, flags.caseMatters) }];
    case '(':
      return parseGroup(cursor, from, flags);
    case '\\':
      return parseBackslash(cursor, from, flags);
    case '*':
    case '+':
    case '?':
      return refuse(cursor, from, `there is nothing to repeat: write \\${character} for the character itself`);
    case '{':
      return refuse(cursor, from, 'there is nothing to repeat: write \\{ for a brace');
    default:
      return [characterPart(charactersOf(character), cursor, from, flags)];
  }
}

function characterPart(set: CharacterSet, cursor: Cursor, from: number, { caseMatters }: Flags): Part {
  const taken = caseMatters ? set : ignoringCase(set);
  if (taken) return { kind: 'character', set: taken };
  return refuse(cursor, from, 'a Unicode category can not ignore case: write it without (?i)');
}

function parseBackslash(cursor: Cursor, from: number, flags: Flags): readonly Part[] {
  const letter = peek(cursor);
  if (/[1-9k]/.test(letter)) return refuseNext(cursor, 'what a group found can not be asked for again', from);
  switch (letter) {
    case 'A':
      next(cursor);
      return [{ kind: 'start' }];
    case 'z':
    case 'Z':
      next(cursor);
      return [{ kind: 'end' }];
    case 'b':
    case 'B':
      next(cursor);
      if (peek(cursor) === '{') return refuse(cursor, from, 'boundaries other than of words are not supported');
      return [{ kind: 'word boundary', negated: letter === 'B' }];
    case 'R':
      next(cursor);
      return [{ kind: 'group', body: LINE_BREAK }];
    case 'Q':
      next(cursor);
      return parseQuotation(cursor, from, flags);
    default:
      return [characterPart(parseEscape(cursor), cursor, from, flags)];
  }
}

const characters = (...texts: readonly string[]): readonly Part[] =>
  texts.map((text) => ({ kind: 'character', set: charactersOf(text) }));

const LINE_BREAK: Pattern = [
  { text: '\\r\\n', parts: characters('\r', '\n') },
  { text: '\\v', parts: characters('\n\v\f\r\u0085\u2028\u2029') },
];

/** `\Q…\E`: all between is itself. */
function parseQuotation(cursor: Cursor, from: number, flags: Flags): readonly Part[] {
  const parts: Part[] = [];
  while (!take(cursor, '\\E') && peek(cursor) !== '') {
    parts.push(characterPart(charactersOf(next(cursor)), cursor, from, flags));
  }
  return parts;
}

function parseGroup(cursor: Cursor, from: number, flags: Flags): readonly Part[] {
  if (!take(cursor, '?')) return [{ kind: 'group', body: parseBody(cursor, from, flags) }];
  if (take(cursor, '>')) return refuse(cursor, from, 'atomic groups are not supported: write (?:…)');
  const look = takeMatch(cursor, /(<?)([=!])/y);
  if (look) {
    const body = parseBody(cursor, from, flags);
    return [{ kind: 'look', behind: look[1] === '<', negated: look[2] === '!', body }];
  }
  if (takeMatch(cursor, /<[a-zA-Z][a-zA-Z0-9]*>/y)) {
    return [{ kind: 'group', body: parseBody(cursor, from, flags) }];
  }
  return parseFlags(cursor, from, flags);
}

/** `(?i)` for the rest of the group, `(?i:…)` for what is in it. */
function parseFlags(cursor: Cursor, from: number, flags: Flags): readonly Part[] {
  const [, on = '', off = '', end] = takeMatch(cursor, /([a-zA-Z]*)(?:-([a-zA-Z]*))?([:)])/y) ?? [];
  const both = on + off;
  if (end === undefined) return refuseNext(cursor, 'this kind of group is not supported: write (?:…)', from);
  if (both.includes('m')) return refuse(cursor, from, '^ and $ never match at single lines: take the m out');
  if (/[^is]/.test(both)) return refuse(cursor, from, 'of the inline flags only i and s are supported');
  const set = { ...flags };
  if (both.includes('i')) set.caseMatters = off.includes('i');
  if (both.includes('s')) set.dotIsAll = !off.includes('s');
  if (end === ':') return [{ kind: 'group', body: parseBody(cursor, from, set) }];
  Object.assign(flags, set);
  return [];
}

function parseBody(cursor: Cursor, from: number, flags: Flags): Pattern {
  const body = parseAlternatives(cursor, flags);
  if (!take(cursor, ')')) refuse(cursor, from, 'this group is not closed: add ), or write \\( for a parenthesis');
  return body;
}

function parseRepetition(cursor: Cursor) {
  const from = cursor.at;
  const [text, least, comma, most] = takeMatch(cursor, /[*+?]|\{(\d+)(?:(,)(\d*))?\}/y) ?? [];
  if (text === undefined) return undefined;
  const bounds = {
    '*': { least: 0, most: Infinity },
    '+': { least: 1, most: Infinity },
    '?': { least: 0, most: 1 },
  }[text] ?? {
    least: Number(least),
    most: comma === undefined ? Number(least) : most === '' || most === undefined ? Infinity : Number(most),
  };
  if (bounds.most < bounds.least) return refuse(cursor, from, 'the second number is smaller than the first');
  const lazy = take(cursor, '?');
  if (!lazy && take(cursor, '+')) return refuse(cursor, from, 'possessive repeats are not supported: take the + out');
  if (/[*+?{]/.test(peek(cursor))) return refuseNext(cursor, 'a repeat can not be repeated: put (?:…) around it', from);
  return { ...bounds, lazy };
}

/** How often at most its inmost part is written down, where a repeat without bound counts as its least number. */
function repeats(part: Part): number {
  if (part.kind === 'group' || part.kind === 'look') {
    return Math.max(1, ...part.body.flatMap(({ parts }) => parts.map(repeats)));
  }
  if (part.kind !== 'repeat') return 1;
  return Math.max(1, part.most === Infinity ? part.least : part.most) * repeats(part.body);
}

/** The character that comes next is part of what is refused. */
function refuseNext(cursor: Cursor, why: string, from = cursor.at): never {
  next(cursor);
  return refuse(cursor, from, why);
}
