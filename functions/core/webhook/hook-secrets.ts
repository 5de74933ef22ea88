/**
 * A hook's parameter contains one secret per line, newest first. A secret that a rotation replaced is followed by a
 * space and `until=` with the RFC 3339 time at which it expires. An invalid line is ignored, so that no text becomes a
 * secret by accident.
 */
export const readHookSecrets = (parameter: string, now: number): readonly string[] =>
  readLines(parameter, now).map(({ secret }) => secret);

/**
 * The parameter with a new secret; the earlier ones end by `until` at the latest. Expired lines are removed.
 *
 * @param until in milliseconds since 1970
 */
export function rotateHookSecrets(parameter: string, secret: string, now: number, until: number): string {
  const old = readLines(parameter, now)
    .map((line) => ({ secret: line.secret, end: Math.min(line.end, until) }))
    .filter(({ end }) => end > now);
  return [secret, ...old.map((line) => `${line.secret} until=${new Date(line.end).toISOString()}`)].join('\n');
}

interface Line {
  readonly secret: string;
  /** In milliseconds since 1970, or Infinity. */
  readonly end: number;
}

const readLines = (parameter: string, now: number): readonly Line[] =>
  parameter.split('\n').flatMap((line) => {
    const [secret = '', until, ...rest] = line.trim().split(/\s+/);
    if (secret === '' || rest.length > 0) return [];
    const end = until === undefined ? Infinity : readUntil(until);
    return end > now ? [{ secret, end }] : [];
  });

const readUntil = (until: string): number =>
  /^until=\d{4}-\d\d-\d\dT/.test(until) ? Date.parse(until.slice('until='.length)) : Number.NaN;
