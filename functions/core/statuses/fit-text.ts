import { digest } from '../digest.ts';

/** A text as a status shows it: one line, without control characters, cut to so many code points. */
export function fitText(text: string, most: number): string {
  const points = Array.from(cleanText(text));
  return points.length <= most
    ? points.join('')
    : `${points
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}

/** A context cut so that no two become one. */
export function fitContext(context: string, most: number): string {
  const points = Array.from(cleanText(context));
  if (points.length <= most) return points.join('');
  const end = `~${digest(context).slice(0, 8)}`;
  return points.slice(0, most - end.length).join('') + end;
}

/** Half a surrogate pair has no UTF-8. */
const cleanText = (text: string): string =>
  text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\p{Cs}]+/gu, ' ').trim();
