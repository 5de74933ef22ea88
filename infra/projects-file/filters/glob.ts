/** Whether a pattern is written like file names in a shell or in .gitignore, where `*` alone means any text. */
export const looksLikeGlob = (text: string): boolean =>
  STARS.test(withoutClasses(text)) ||
  /^\^?\.\//.test(text) ||
  /^[\w./*-]*\{\w[\w.-]*(?:,[\w.-]+)+\}[\w./*-]*$/.test(text);

/** `feature/*`, `main*`, `*.md` or `src/**`; as a regular expression, they would repeat a letter or nothing. */
const STARS = /(?:^\^?|[\w/-])\*|\*\*/;

const withoutClasses = (text: string): string => text.replaceAll(/\\.|\[\^?\]?[^\]]*\]/g, '.');

/** The regular expression that a glob means, without anchors; `slashless` if `*` does not match a slash. */
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
