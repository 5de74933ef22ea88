/**
 * Whether a text matches a pattern in which `*` means any text, including slashes and the empty text. Takes linear
 * time.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.pop();
  if (end === undefined) return text === pattern;
  if (text.length < start.length + end.length || !text.startsWith(start) || !text.endsWith(end)) return false;
  const lastly = text.length - end.length;
  let at = start.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1 || found + part.length > lastly) return false;
    at = found + part.length;
  }
  return true;
}
