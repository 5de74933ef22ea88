/**
 * A hook's parameter holds one secret a line, newest first. After a space, `until=` and an RFC 3339 time ends one:
 * the old secret of a rotation. A line that can't be read is no secret: nothing is let in by accident.
 */
export const readHookSecrets = (parameter: string, now: number): readonly string[] =>
  readLines(parameter, now).map(({ secret }) => secret);

/**
 * The parameter with a new secret, in which those before it end by then at the latest. Lines that have ended are gone.
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
