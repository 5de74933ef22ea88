/** A path of a URL that leads to nothing else, whatever the texts hold. Those of dots alone never get here (target.ts). */
export const urlPath = (strings: TemplateStringsArray, ...texts: readonly string[]): string =>
  String.raw({ raw: strings }, ...texts.map(encodeURIComponent));

/** The same for each part of a repository's full name. */
export const namePath = (fullName: string): string => fullName.split('/').map(encodeURIComponent).join('/');
