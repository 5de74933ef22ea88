import type { KeptToken } from '../stage/tokens.ts';

/** One line: what a token may, where and how long. @param now in milliseconds since 1970 */
export function describeToken({ id, record }: KeptToken, now: number): string {
  if (!record) return `? (${id}): what is kept of it can't be read, and it lets nobody in`;
  const { name, grant, expiresAt, previous } = record;
  const { projects, actions, refs, variables } = grant;
  return [
    `${name} (${id}): ${actions.join(', ')} of ${projects.join(', ')}`,
    ...(refs.length > 0 ? [`refs ${refs.join(', ')}`] : []),
    ...(variables.length > 0 ? [`variables ${variables.join(', ')}`] : []),
    `${expiresAt <= now ? 'expired' : 'until'} ${day(expiresAt)}`,
    ...(previous && previous.until > now ? [`the one before it until ${day(previous.until)}`] : []),
  ].join('; ');
}

const day = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
