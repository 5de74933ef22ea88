/** Matches as IAM does: `*` means any text, `?` any character, and case is ignored, as in actions. */
export const matchesWildcard = (pattern: string, text: string): boolean =>
  RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll(/\*+/g, '.*')
      .replaceAll('?', '.')}$`,
    'i',
  ).test(text);
