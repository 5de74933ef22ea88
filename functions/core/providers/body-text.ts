import { isUtf8 } from 'node:buffer';

/** Verification and parsing ask for the same body's text, which may be megabytes. */
const texts = new WeakMap<Buffer, string>();

/** A body's text; undefined where the bytes are not UTF-8, and would not survive the way there. */
export function bodyText(body: Buffer): string | undefined {
  const known = texts.get(body);
  if (known !== undefined || !isUtf8(body)) return known;
  const text = body.toString('utf8');
  texts.set(body, text);
  return text;
}
