const HOUR = 3_600_000;
const UNITS: Readonly<Record<string, number>> = { h: HOUR, d: 24 * HOUR, w: 7 * 24 * HOUR };

/** "12h", "90d" or "2w" in milliseconds. @throws Error that names the option, for anything else and more than a year */
export function readDuration(option: string, text: string): number {
  const { number, unit = '' } = /^(?<number>\d{1,4})(?<unit>[hdw])$/.exec(text)?.groups ?? {};
  const duration = Number(number) * (UNITS[unit] ?? Number.NaN);
  if (duration <= 366 * 24 * HOUR) return duration;
  throw new Error(`${option} takes hours, days or weeks up to a year, as 12h, 90d or 2w, not "${text}".`);
}
