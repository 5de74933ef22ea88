/**
 * A URL path that cannot lead anywhere else, whatever the texts contain. Texts that consist of dots never get here
 * (target.ts).
 */
export const urlPath = (strings: TemplateStringsArray, ...texts: readonly string[]): string =>
  String.raw({ raw: strings }, ...texts.map(encodeURIComponent));

/** Encodes each part of a repository's full name for a URL path. */
export const namePath = (fullName: string): string => fullName.split('/').map(encodeURIComponent).join('/');
