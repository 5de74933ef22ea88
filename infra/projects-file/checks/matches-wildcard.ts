/** As IAM does: `*` is any text, `?` any character, and letters are of either case, as in actions. */
export const matchesWildcard = (pattern: string, text: string): boolean =>
  RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll(/\*+/g, '.*')
      .replaceAll('?', '.')}$`,
    'i',
  ).test(text);
