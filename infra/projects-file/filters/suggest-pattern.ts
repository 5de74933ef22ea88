import type { FilterType } from '../../../functions/core/vocabulary.ts';
import { globExpression, looksLikeGlob } from './glob.ts';

/**
 * The pattern that the author most likely meant.
 *
 * @param isRight whether a suggestion would work
 */
export function suggestPattern(
  type: FilterType,
  text: string,
  isRight: (suggestion: string) => boolean,
): string | undefined {
  const names = splitList(text);
  const found = names.length > 1 ? suggestList(type, names) : suggestOne(type, text);
  return found.find((suggestion) => suggestion !== text && isRight(suggestion));
}

/** The items of a pattern written as a list: refs/heads/main, refs/heads/dev. */
export function splitList(text: string): readonly string[] {
  const isNested = /[[({\\]/.test(text);
  const parts = isNested ? [] : text.split(',').map((part) => part.trim());
  return parts.every((part) => part !== '') ? parts : [];
}

function suggestList(type: FilterType, parts: readonly string[]): readonly string[] {
  // For a path, often only the beginning is written.
  const whole = parts.map((part) => (type === 'FILE_PATH' || /[$/*]$/.test(part) ? part : `${part}$`));
  const each = whole.map((part) => suggestOne(type, part));
  return each[0]!.map((_, which) => join(each.map((suggestions) => suggestions[which] ?? suggestions[0]!)));
}

/** Joins alternatives, in one group if they have the same prefix. */
function join(patterns: readonly string[]): string {
  const start = ['^refs/heads/', '^refs/tags/', '^'].find((prefix) =>
    patterns.every((pattern) => pattern.startsWith(prefix) && pattern.endsWith('$')),
  );
  if (start === undefined) return patterns.join('|');
  return `${start}(?:${patterns.map((pattern) => pattern.slice(start.length, -1)).join('|')})$`;
}

/** One suggestion per prefix that would work. */
function suggestOne(type: FilterType, text: string): readonly string[] {
  const name = nameOf(type, withoutAnchors(text));
  // Refs of pull requests and others that no filter sees.
  if (name.startsWith('refs/')) return [];
  const end = text.endsWith('$') || type === 'REPOSITORY_NAME' || type === 'ORGANIZATION_NAME' ? '$' : '';
  return prefixes(type, text).map((prefix) => {
    if (!looksLikeGlob(text)) return `^${prefix}${name}${end}`;
    return /[\\()|[\]+]|\.\*/.test(name)
      ? `^${prefix}${name.replaceAll(/([\w/-])\*+/g, '$1.*')}${end}`
      : anchoredGlob(prefix, name, type);
  });
}

/** The prefixes of a filter's values. */
function prefixes(type: FilterType, text: string): readonly string[] {
  if (type === 'BASE_REF') return ['refs/heads/'];
  if (type !== 'HEAD_REF') return [''];
  return /^\^?\/?(?:refs\/)?tags\//.test(text) ? ['refs/tags/'] : ['refs/heads/', 'refs/tags/'];
}

const withoutAnchors = (text: string): string => text.replace(/^\^/, '').replace(/(?<!\\)\$$/, '');

/** Removes what precedes a name elsewhere: in other refs, URLs and shells. */
const nameOf = (type: FilterType, text: string): string =>
  BEFORE_NAMES[type] ? text.replaceAll(String.raw`\/`, '/').replace(BEFORE_NAMES[type], '') : text;

const BEFORE_REF = /^\/?(?:refs\/(?:heads|tags|remotes\/origin)\/|heads\/|tags\/|origin\/)?/;

const BEFORE_NAMES: Partial<Readonly<Record<FilterType, RegExp>>> = {
  HEAD_REF: BEFORE_REF,
  BASE_REF: BEFORE_REF,
  TAG_NAME: BEFORE_REF,
  FILE_PATH: /^(?:\\?\.?\/)+/,
  REPOSITORY_NAME: /^.*\/|\\?\.git$/g,
  ORGANIZATION_NAME: /\/.*$/,
};

function anchoredGlob(prefix: string, glob: string, type: FilterType): string {
  if (type !== 'FILE_PATH') return `^${prefix}${globExpression(glob, false)}$`;
  const extension = /^(?:\*\*\/)?\*(\.[\w.]+)$/.exec(glob)?.[1];
  if (extension !== undefined) return `${extension.replaceAll('.', String.raw`\.`)}$`;
  const folder = /^([\w./-]+\/)\*\*(?:\/\*)?$/.exec(glob)?.[1];
  if (folder !== undefined) return `^${folder.replaceAll('.', String.raw`\.`)}`;
  return `^${globExpression(glob, true)}${/[*}]/.test(glob) ? '$' : ''}`;
}
