import { among, only, printSet } from './character-set.ts';
import { refuse, take, type Cursor } from './cursor.ts';
import { inBothCases, parseCharacter } from './parse-character.ts';
import { parseClass } from './parse-class.ts';
import { REFUSED_SYNTAX } from './refused-syntax.ts';

export interface Translation {
  /** JavaScript, with the flag u, and RE2 interpret it alike, except for look-ahead, which RE2 does not support. */
  readonly text: string;
  /** The part of the pattern that corresponds to a part of the text. */
  readonly sourceOf: (start: number, end: number) => string;
}

/** With the state of `(?i)` and `(?s)` outside of it. */
interface Group {
  readonly from: number;
  readonly look: string | undefined;
  readonly caseMatters: boolean;
  readonly dotIsAll: boolean;
}

/** Java's line terminators: JavaScript's, U+0085, and two more in `\R`. */
const DOT = printSet(among('\n\r\u0085\u2028\u2029'), true);
const ANY = printSet(among('\0-\u{10ffff}'), false);
const LINE_BREAK = `(?:\\r\\n|${printSet(among('\n-\r\u0085\u2028\u2029'), false)})`;

/** Anchors with another notation, which cannot be repeated. */
const ANCHORS: Readonly<Record<string, string>> = { '\\A': '^', '\\z': '$', '\\Z': '$' };

/**
 * Translates a pattern from CodeBuild's Java to the common language of JavaScript and RE2.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html
 * @throws PatternError for invalid syntax, and for Java syntax without an exact translation
 */
export function translate(pattern: string): Translation {
  const cursor: Cursor = { text: pattern, at: 0, caseMatters: true };
  const groups: Group[] = [];
  let dotIsAll = false;

  function translateNext(): string {
    const from = cursor.at;
    refuseUnsupported(cursor);
    const [anchor] = take(cursor, /[|^$]|\\[AzZbB]/y) ?? [];
    if (anchor !== undefined) return ANCHORS[anchor] ?? anchor;
    const open = take(cursor, /\((?:\?(?:(<?[=!])|<\w+>|([is]*)(?:-([is]*))?([:)])))?/y);
    if (open) return openGroup(from, open);
    if (take(cursor, /\)/y)) return closeGroup(from);
    if (take(cursor, /\./y)) return (dotIsAll ? ANY : DOT) + repeat(cursor);
    if (take(cursor, /\[/y)) return parseClass(cursor) + repeat(cursor);
    if (take(cursor, /\\R/y)) return LINE_BREAK + repeat(cursor);
    const [, quoted] = take(cursor, /\\Q(.*?)(?:\\E|$)/suy) ?? [];
    if (quoted === '') return '';
    if (quoted) {
      const characters = Array.from(quoted, (each) =>
        printSet(inBothCases(cursor, from, only(each.codePointAt(0)!)), false),
      );
      return characters.join('') + repeat(cursor);
    }
    const [nothing] = take(cursor, /[*+?]|\{[\d,]*\}?/y) ?? [];
    if (nothing) refuse(cursor, from, `there is nothing to repeat: write \\${nothing[0]} for the character`);
    return printSet(parseCharacter(cursor), false) + repeat(cursor);
  }

  /** `(?i)` applies to the rest of the group, `(?i:…)` to the group's content. */
  function openGroup(from: number, [, look, on = '', off = '', end]: RegExpExecArray): string {
    const outside = { from, look, caseMatters: cursor.caseMatters, dotIsAll };
    cursor.caseMatters = off.includes('i') || (cursor.caseMatters && !on.includes('i'));
    dotIsAll = !off.includes('s') && (dotIsAll || on.includes('s'));
    if (end === ')') return '';
    // In a look-behind, RE2 accepts no capturing group.
    const captures = end === undefined && !groups.some((group) => group.look?.startsWith('<'));
    groups.push(outside);
    return look ? `(?${look}` : captures ? '(' : '(?:';
  }

  function closeGroup(from: number): string {
    const group = groups.pop();
    if (!group)
      return refuse(cursor, from, 'no group is open here: remove this ), or write \\) to match a parenthesis');
    ({ caseMatters: cursor.caseMatters, dotIsAll } = group);
    return `)${group.look ? '' : repeat(cursor)}`;
  }

  /** For each UTF-16 unit of the text, and for its end, the position in the pattern. */
  const origins: number[] = [];
  let text = '';
  let from = 0;
  while (cursor.at < pattern.length) {
    text += translateNext();
    // A flag, which has no text, belongs to what follows.
    if (origins.length === text.length) continue;
    while (origins.length < text.length) origins.push(from);
    from = cursor.at;
  }
  const open = groups.at(-1);
  if (open) refuse(cursor, open.from, 'this group is not closed: add ), or write \\( to match a parenthesis');
  origins.push(pattern.length);
  return { text, sourceOf: (start, end) => pattern.slice(origins[start], origins[end]) };
}

/** The repeats that can follow anything that matches characters. */
function repeat(cursor: Cursor): string {
  const from = cursor.at;
  refuseUnsupported(cursor);
  const [written = '', least, most] = take(cursor, /(?:[*+?]|\{(\d+)(?:,(\d*))?\})\??/y) ?? [];
  if (most && Number(most) < Number(least))
    refuse(cursor, from, 'the second number is smaller than the first: exchange the two numbers');
  return written;
}

function refuseUnsupported(cursor: Cursor): void {
  const from = cursor.at;
  for (const [syntax, why] of REFUSED_SYNTAX) if (take(cursor, syntax)) refuse(cursor, from, why);
}
