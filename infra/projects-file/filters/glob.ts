/** Whether a pattern is written as people write file names in a shell or in .gitignore, where `*` alone is any text. */
export const looksLikeGlob = (text: string): boolean =>
  STARS.test(withoutClasses(text)) ||
  /^\^?\.\//.test(text) ||
  /^[\w./*-]*\{\w[\w.-]*(?:,[\w.-]+)+\}[\w./*-]*$/.test(text);

/** `feature/*`, `main*`, `*.md` or `src/**`, where a regular expression repeats one letter or nothing at all. */
const STARS = /(?:^\^?|[\w/-])\*|\*\*/;

const withoutClasses = (text: string): string => text.replaceAll(/\\.|\[\^?\]?[^\]]*\]/g, '.');

/** The regular expression that a glob means, without anchors; `slashless` where `*` ends at a slash. */
export function globExpression(text: string, slashless: boolean): string {
  const star = slashless ? '[^/]*' : '.*';
  return text.replaceAll(/\*\*\/|\*\*|\*|\{[^{}]*\}|\?|\\.|[.+()|[\]$^]/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return star;
    if (part === '?') return '.';
    if (part.startsWith('{'))
      return `(?:${part
        .slice(1, -1)
        .replaceAll('.', String.raw`\.`)
        .replaceAll(',', '|')})`;
    return part.startsWith('\\') ? part : `\\${part}`;
  });
}
