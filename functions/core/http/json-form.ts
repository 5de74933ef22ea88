import type { Problem } from './problem.ts';

/** Why a request's headers do not describe JSON in UTF-8; undefined if they do. */
export function whyNotJson(headers: Readonly<Record<string, string>>): Pick<Problem, 'title' | 'detail'> | undefined {
  const type = headers['content-type'] ?? '';
  if (!/^application\/json\s*(?:;|$)/i.test(type)) {
    return { title: 'Not JSON', detail: 'Set the content type to application/json.' };
  }
  const charset = /;\s*charset\s*=\s*"?(?<name>[^\s";]*)/i.exec(type)?.groups?.['name'] ?? 'utf-8';
  if (charset.toLowerCase() !== 'utf-8') return { title: 'Not UTF-8', detail: 'Send JSON in UTF-8.' };
  if (headers['content-encoding'] !== undefined) {
    return { title: 'Encoded', detail: 'Send the body as it is, without a content encoding.' };
  }
  return undefined;
}
