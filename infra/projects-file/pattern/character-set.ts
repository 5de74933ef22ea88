/**
 * Characters as JavaScript lists them in a class with the flag v, each as `\u{…}`: `\u{61}-\u{7a}`, `\p{L}`, `[^…]`.
 * What V8 knows of such a class need not be computed here.
 */
export type CharacterSet = string;

const LAST_CODE_POINT = 0x10ffff;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CASE_BIT = 0x20;

const escaped = (codePoint: number): CharacterSet => `\\u{${codePoint.toString(16)}}`;

/** The characters of a text, in which a hyphen makes a range: "0-9a-f". */
export const among = (text: string): CharacterSet => text.replaceAll(/[^-]/gu, only);

export const only = (character: string): CharacterSet => escaped(character.codePointAt(0)!);

export const complement = (set: CharacterSet): CharacterSet => `[^${set}]`;

export const intersection = (sets: readonly CharacterSet[]): CharacterSet =>
  sets.length === 1 ? sets[0]! : `[${sets.map((set) => `[${set}]`).join('&&')}]`;

/** The code point of a set of just one. */
export const codePointOf = (set: CharacterSet): number | undefined => {
  const [, hex] = /^\\u\{(\w+)\}$/.exec(set) ?? [];
  return hex === undefined ? undefined : parseInt(hex, 16);
};

/**
 * With the other case of each ASCII letter: Java's CASE_INSENSITIVE knows no other letters.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html#CASE_INSENSITIVE
 * @returns undefined for a Unicode category, of which Java then takes more
 */
export function ignoringCase(set: CharacterSet): CharacterSet | undefined {
  if (hasCategory(set)) return undefined;
  const takes = membership(set);
  const letters = Array.from(LETTERS, (letter) => letter.charCodeAt(0));
  return (
    set +
    letters
      .filter((letter) => !takes(letter) && takes(letter ^ CASE_BIT))
      .map(escaped)
      .join('')
  );
}

/**
 * Writes a set so that JavaScript, with the flag u, and RE2 read it alike: as a character, or as a class in no class.
 * @returns undefined where Unicode categories prevent that, "" for a set without members
 */
export function printSet(set: CharacterSet): string | undefined {
  const codePoint = codePointOf(set);
  if (codePoint !== undefined) return printCharacter(codePoint, /[\^$\\.*+?()[\]{}|]/);
  const flat = /^\[\^[^[]*\]$/.test(set) ? set : set.includes('[') ? flattened(set) : `[${set}]`;
  return flat?.replaceAll(/\\u\{(\w+)\}/g, (_, hex: string) => printCharacter(parseInt(hex, 16), /[\^\\[\]-]/));
}

const hasCategory = (set: CharacterSet): boolean => /\\p/i.test(set);

function membership(set: CharacterSet): (codePoint: number) => boolean {
  const expression = new RegExp(`^[${set}]$`, 'v');
  return (codePoint) => expression.test(String.fromCodePoint(codePoint));
}

/** As ranges alone: whether a set takes a character changes only at those that it mentions, and behind them. */
function flattened(set: CharacterSet): string | undefined {
  if (hasCategory(set)) return undefined;
  const takes = membership(set);
  const mentioned = Array.from(set.matchAll(/\\u\{(\w+)\}/g), ([, hex]) => parseInt(hex!, 16));
  const places = [...new Set([0, ...mentioned, ...mentioned.map((codePoint) => codePoint + 1)])]
    .filter((codePoint) => codePoint <= LAST_CODE_POINT)
    .toSorted((one, other) => one - other);
  const changes = places.filter((place, index) => takes(place) !== (index > 0 && takes(places[index - 1]!)));
  if (changes.length === 0) return '';
  return `[${changes
    .map((first, index) => [first, (changes[index + 1] ?? LAST_CODE_POINT + 1) - 1] as const)
    .filter((_, index) => index % 2 === 0)
    .map(([first, last]) => `${escaped(first)}-${escaped(last)}`)
    .join('')}]`;
}

function printCharacter(codePoint: number, special: RegExp): string {
  const character = String.fromCodePoint(codePoint);
  if (special.test(character)) return `\\${character}`;
  // Beyond two hex digits the engines have no escape in common.
  const isPlain = codePoint > 0xff || (codePoint >= 0x20 && codePoint < 0x7f);
  return isPlain ? character : `\\x${codePoint.toString(16).padStart(2, '0')}`;
}
