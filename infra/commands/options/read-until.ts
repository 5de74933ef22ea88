import { readDuration } from './read-duration.ts';

/**
 * Parses "7d" from now, or the end of a day, "2026-12-31" (UTC), into milliseconds since 1970.
 * @throws Error naming the option, for anything else or a time in the past
 */
export function readUntil(option: string, text: string, now: number): number {
  if (!/^\d{4}-/.test(text)) return now + readDuration(option, text);
  const end = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T23:59:59.999Z`) : Number.NaN;
  if (Number.isNaN(end))
    throw new Error(`${option} must be a day such as 2026-12-31, or a time such as 7d (got "${text}").`);
  if (end <= now) throw new Error(`${option} ${text} is in the past: give a later day, or 0h for now.`);
  return end;
}
