const HOUR = 3_600_000;
const UNITS: Readonly<Record<string, number>> = { h: HOUR, d: 24 * HOUR, w: 7 * 24 * HOUR };

/**
 * Parses "12h", "90d" or "2w" into milliseconds. @throws Error naming the option, for anything else or more than a year
 */
export function readDuration(option: string, text: string): number {
  const { number, unit = '' } = /^(?<number>\d{1,4})(?<unit>[hdw])$/.exec(text)?.groups ?? {};
  const duration = Number(number) * (UNITS[unit] ?? Number.NaN);
  if (duration <= 366 * 24 * HOUR) return duration;
  throw new Error(
    `${option} must be a number of hours, days or weeks up to a year, for example 12h, 90d or 2w (got "${text}").`,
  );
}
