/** The parameters that name a ref, wherever one is asked for. */
const NAMES_OF_REFS: ReadonlySet<string> = new Set(['branch', 'tag', 'ref']);

/**
 * Reads a query as it was sent. Forms write a space as a plus sign, but no ref contains a space: in a parameter that
 * names a ref, a plus sign means itself.
 *
 * @param raw without the question mark
 */
export function readQuery(raw: string): URLSearchParams {
  const pairs = raw.split('&').map((pair) => {
    const [name = ''] = new URLSearchParams(pair).keys();
    return NAMES_OF_REFS.has(name) ? pair.replaceAll('+', '%2B') : pair;
  });
  return new URLSearchParams(pairs.join('&'));
}
