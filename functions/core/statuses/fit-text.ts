import { digest } from '../digest.ts';

/** Converts a text for a status: one line, without control characters, truncated to `most` code points. */
export function fitText(text: string, most: number): string {
  const points = Array.from(cleanText(text));
  return points.length <= most
    ? points.join('')
    : `${points
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}

/** Truncates a context so that different contexts stay different. */
export function fitContext(context: string, most: number): string {
  const points = Array.from(cleanText(context));
  if (points.length <= most) return points.join('');
  const end = `~${digest(context).slice(0, 8)}`;
  return points.slice(0, most - end.length).join('') + end;
}

/** Half a surrogate pair has no UTF-8. */
const cleanText = (text: string): string =>
  text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\p{Cs}]+/gu, ' ').trim();
