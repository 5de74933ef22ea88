import { among, ignoringCase, only, printSet, type CharacterSet } from './character-set.ts';
import { refuse, take, type Cursor } from './cursor.ts';
import { parseClass } from './parse-class.ts';
import { parseEscape } from './parse-escape.ts';
import { REFUSED_SYNTAX } from './refused-syntax.ts';

export interface Translation {
  /** As JavaScript, with the flag u, and RE2 read it alike, but for look-ahead, which RE2 does not know. */
  readonly text: string;
  /** Where in the pattern each UTF-16 unit of the text comes from, and its end. */
  readonly origins: readonly number[];
}

/** What `(?i)` and `(?s)` say, to the end of the group they stand in. */
interface Flags {
  readonly caseMatters: boolean;
  readonly dotIsAll: boolean;
}

interface State {
  readonly cursor: Cursor;
  readonly groups: { readonly from: number; readonly outside: Flags; readonly isLook: boolean }[];
  flags: Flags;
  /** Whether a repetition can follow. */
  isRepeatable: boolean;
}

/** Java's line terminators, which its `.` does not take: JavaScript's and U+0085. */
const DOT = `[^${among('\n\r\u0085\u2028\u2029')}]`;
const ANY = among('\0-\u{10ffff}');
const LINE_BREAK = `(?:\\r\\n|${printSet(among('\n-\r\u0085\u2028\u2029'))})`;

/** What is written otherwise, and nothing repeats. */
const ANCHORS: Readonly<Record<string, string>> = { '\\A': '^', '\\z': '$', '\\Z': '$' };

/**
 * Writes a pattern, which CodeBuild's Java reads, in the language that JavaScript and RE2 have in common.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html
 * @throws PatternError for what is wrong, and for what Java knows and no exact translation exists for
 */
export function translate(pattern: string): Translation {
  const cursor: Cursor = { text: pattern, at: 0 };
  const state: State = { cursor, groups: [], flags: { caseMatters: true, dotIsAll: false }, isRepeatable: false };
  const origins: number[] = [];
  let text = '';
  let from = 0;
  while (cursor.at < pattern.length) {
    text += translateNext(state);
    // A flag, which the text has nothing for, belongs to what comes next.
    if (origins.length === text.length) continue;
    while (origins.length < text.length) origins.push(from);
    from = cursor.at;
  }
  const open = state.groups.at(-1);
  if (open) refuse(cursor, open.from, 'this group is not closed: add ), or write \\( for a parenthesis');
  return { text, origins: [...origins, pattern.length] };
}

function translateNext(state: State): string {
  const { cursor, flags, groups } = state;
  const from = cursor.at;
  for (const [expression, why] of REFUSED_SYNTAX) if (take(cursor, expression)) refuse(cursor, from, why);
  const [flat] = take(cursor, /[|^$]|\\[AzZbB]/y) ?? [];
  if (flat !== undefined) return once(state, ANCHORS[flat] ?? flat);
  if (take(cursor, /\./y)) return one(state, from, flags.dotIsAll ? ANY : DOT);
  if (take(cursor, /\[/y)) return one(state, from, parseClass(cursor, flags.caseMatters));
  const [open] = take(cursor, /\(\?<?[=!]|\((?!\?)/y) ?? (take(cursor, /\(\?<\w+>/y) ? ['('] : []);
  if (open !== undefined) {
    groups.push({ from, outside: flags, isLook: open !== '(' });
    return once(state, open);
  }
  const inline = take(cursor, /\(\?([is]*)(?:-([is]*))?([:)])/y);
  if (inline) return setFlags(state, from, inline);
  if (take(cursor, /\)/y)) return closeGroup(state, from);
  const [repeat, least, most] = take(cursor, /(?:[*+?]|\{(\d+)(?:,(\d*))?\})\??/y) ?? [];
  if (repeat !== undefined) {
    if (!state.isRepeatable) refuse(cursor, from, `there is nothing to repeat: write \\${repeat[0]} for the character`);
    if (most && Number(most) < Number(least)) refuse(cursor, from, 'the second number is smaller than the first');
    return once(state, repeat);
  }
  const [, quoted] = take(cursor, /\\Q(.*?)(?:\\E|$)/suy) ?? [];
  if (quoted !== undefined) return Array.from(quoted, (each) => one(state, from, only(each))).join('');
  state.isRepeatable = true;
  if (take(cursor, /\\R/y)) return LINE_BREAK;
  return one(state, from, take(cursor, /\\/y) ? parseEscape(cursor) : only(take(cursor, /./suy)![0]));
}

function once(state: State, text: string): string {
  state.isRepeatable = false;
  return text;
}

function one(state: State, from: number, set: CharacterSet): string {
  state.isRepeatable = true;
  const taken = state.flags.caseMatters ? set : ignoringCase(set);
  const printed = taken === undefined ? undefined : printSet(taken);
  return printed ?? refuse(state.cursor, from, 'a Unicode category can not ignore case: write it without (?i)');
}

function closeGroup(state: State, from: number): string {
  const group = state.groups.pop();
  if (!group) return refuse(state.cursor, from, 'nothing was opened that this closes: write \\) for a parenthesis');
  state.flags = group.outside;
  state.isRepeatable = !group.isLook;
  return ')';
}

/** `(?i)` for the rest of the group, `(?i:…)` for what is in it. */
function setFlags(state: State, from: number, [, on = '', off = '', end]: RegExpExecArray): string {
  const { flags: outside } = state;
  state.flags = {
    caseMatters: off.includes('i') || (outside.caseMatters && !on.includes('i')),
    dotIsAll: !off.includes('s') && (outside.dotIsAll || on.includes('s')),
  };
  if (end === ')') return once(state, '');
  state.groups.push({ from, outside, isLook: false });
  return once(state, '(?:');
}
