/** The parameters that contain a ref. */
const NAMES_OF_REFS: ReadonlySet<string> = new Set(['branch', 'tag', 'ref']);

/**
 * Parses a query string. Forms encode a space as a plus sign, but no ref contains a space, so in a parameter that
 * contains a ref, a plus sign is a plus sign.
 * @param raw without the question mark
 */
export function readQuery(raw: string): URLSearchParams {
  if (!raw.includes('+')) return new URLSearchParams(raw);
  const pairs = raw.split('&').map((pair) => {
    const [name = ''] = new URLSearchParams(pair).keys();
    return NAMES_OF_REFS.has(name) ? pair.replaceAll('+', '%2B') : pair;
  });
  return new URLSearchParams(pairs.join('&'));
}
