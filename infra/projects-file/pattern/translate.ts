import { among, only, printSet } from './character-set.ts';
import { refuse, take, type Cursor } from './cursor.ts';
import { inBothCases, parseCharacter } from './parse-character.ts';
import { parseClass } from './parse-class.ts';
import { REFUSED_SYNTAX } from './refused-syntax.ts';

export interface Translation {
  /** As JavaScript, with the flag u, and RE2 read it alike, but for look-ahead, which RE2 does not know. */
  readonly text: string;
  /** What the pattern has for a part of the text. */
  readonly sourceOf: (start: number, end: number) => string;
}

/** With what `(?i)` and `(?s)` say outside of it. */
interface Group {
  readonly from: number;
  readonly look: string | undefined;
  readonly caseMatters: boolean;
  readonly dotIsAll: boolean;
}

/** Java's line terminators: JavaScript's, U+0085 and in `\R` two more. */
const DOT = printSet(among('\n\r\u0085\u2028\u2029'), true);
const ANY = printSet(among('\0-\u{10ffff}'), false);
const LINE_BREAK = `(?:\\r\\n|${printSet(among('\n-\r\u0085\u2028\u2029'), false)})`;

/** What is written otherwise, and nothing repeats. */
const ANCHORS: Readonly<Record<string, string>> = { '\\A': '^', '\\z': '$', '\\Z': '$' };

/**
 * Writes a pattern, which CodeBuild's Java reads, in the language that JavaScript and RE2 have in common.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html
 * @throws PatternError for what is wrong, and for what Java knows and no exact translation exists for
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

  /** `(?i)` holds for the rest of the group, `(?i:…)` for what is in it. */
  function openGroup(from: number, [, look, on = '', off = '', end]: RegExpExecArray): string {
    const outside = { from, look, caseMatters: cursor.caseMatters, dotIsAll };
    cursor.caseMatters = off.includes('i') || (cursor.caseMatters && !on.includes('i'));
    dotIsAll = !off.includes('s') && (dotIsAll || on.includes('s'));
    if (end === ')') return '';
    // In a look-behind RE2 takes no group that captures.
    const captures = end === undefined && !groups.some((group) => group.look?.startsWith('<'));
    groups.push(outside);
    return look ? `(?${look}` : captures ? '(' : '(?:';
  }

  function closeGroup(from: number): string {
    const group = groups.pop();
    if (!group) return refuse(cursor, from, 'nothing was opened that this closes: write \\) for a parenthesis');
    ({ caseMatters: cursor.caseMatters, dotIsAll } = group);
    return `)${group.look ? '' : repeat(cursor)}`;
  }

  /** Where in the pattern each UTF-16 unit of the text comes from, and its end. */
  const origins: number[] = [];
  let text = '';
  let from = 0;
  while (cursor.at < pattern.length) {
    text += translateNext();
    // A flag, which the text has nothing for, belongs to what comes next.
    if (origins.length === text.length) continue;
    while (origins.length < text.length) origins.push(from);
    from = cursor.at;
  }
  const open = groups.at(-1);
  if (open) refuse(cursor, open.from, 'this group is not closed: add ), or write \\( for a parenthesis');
  origins.push(pattern.length);
  return { text, sourceOf: (start, end) => pattern.slice(origins[start], origins[end]) };
}

/** What can follow all that takes characters. */
function repeat(cursor: Cursor): string {
  const from = cursor.at;
  refuseUnsupported(cursor);
  const [written = '', least, most] = take(cursor, /(?:[*+?]|\{(\d+)(?:,(\d*))?\})\??/y) ?? [];
  if (most && Number(most) < Number(least)) refuse(cursor, from, 'the second number is smaller than the first');
  return written;
}

function refuseUnsupported(cursor: Cursor): void {
  const from = cursor.at;
  for (const [syntax, why] of REFUSED_SYNTAX) if (take(cursor, syntax)) refuse(cursor, from, why);
}
