import type { Hook } from './configuration.ts';

/**
 * A hook's parameter holds one secret a line, newest first. After a space, `until=` and an RFC 3339 time ends one:
 * the old secret of a rotation. A line that can't be read is no secret: nothing is let in by accident.
 */
export function readHookSecrets(parameter: string, now: number): readonly string[] {
  return parameter.split('\n').flatMap((line) => {
    const [secret = '', until, ...rest] = line.trim().split(/\s+/);
    if (secret === '' || rest.length > 0) return [];
    if (until === undefined) return [secret];
    const end = /^until=\d{4}-\d\d-\d\dT/.test(until) ? Date.parse(until.slice('until='.length)) : Number.NaN;
    return end > now ? [secret] : [];
  });
}

/** A new secret in the form that the hook's host takes, from 32 random bytes. */
export function makeHookSecret({ provider, verification = 'signature' }: Hook, random: Buffer): string {
  // Standard Webhooks, which GitLab's signing tokens are: https://github.com/standard-webhooks/standard-webhooks
  if (provider === 'gitlab' && verification === 'signature') return `whsec_${random.toString('base64')}`;
  return random.toString('hex');
}
