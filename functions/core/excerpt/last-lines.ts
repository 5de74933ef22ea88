export interface Lines {
  readonly lines: readonly string[];
  /** Whether the text has more lines before these. */
  readonly isCut: boolean;
}

/** The last complete lines of a text, without empty ones at its end, that fit into the limits. */
export function lastLines(text: string, most: { readonly lines: number; readonly bytes?: number }): Lines {
  const all = text.trimEnd() === '' ? [] : text.trimEnd().split('\n');
  const lines: string[] = [];
  let bytes = 0;
  for (const line of all.toReversed()) {
    bytes += Buffer.byteLength(line) + 1;
    if (lines.length === most.lines || bytes > (most.bytes ?? Infinity)) break;
    lines.push(line);
  }
  return { lines: lines.toReversed(), isCut: lines.length < all.length };
}
