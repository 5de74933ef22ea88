import type { KeptToken } from '../stage/tokens.ts';

/** One line about a token: what it can do, and how long. @param now in milliseconds since 1970 */
export function describeToken({ id, record }: KeptToken, now: number): string {
  if (!record) return `? (${id}): its stored record is not valid, so it is refused`;
  const { name, grant, expiresAt, previous } = record;
  const { projects, actions, refs, variables } = grant;
  return [
    `${name} (${id}): ${actions.join(', ')} of ${projects.join(', ')}`,
    ...(refs.length > 0 ? [`refs ${refs.join(', ')}`] : []),
    ...(variables.length > 0 ? [`variables ${variables.join(', ')}`] : []),
    `${expiresAt <= now ? 'expired' : 'until'} ${day(expiresAt)}`,
    ...(previous && previous.until > now ? [`the previous token until ${day(previous.until)}`] : []),
  ].join('; ');
}

const day = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
