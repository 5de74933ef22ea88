/** A script as a page holds it. None of its texts spans lines. */
export const withoutIndents = (script: string): string => script.replace(/\n +/g, '\n').trim();
