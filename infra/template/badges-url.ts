import { DISTRIBUTION } from './badges-cdn.ts';
import type { StackContext } from './template-part.ts';

/**
 * The public address of the badges, if it is not the API's own. The badge function cannot find it out, since a CDN
 * sends requests to the API's address. Undefined without a domain and a CDN.
 */
export function badgesUrl({ settings }: Pick<StackContext, 'settings'>): unknown {
  if (settings.domain !== undefined) return `https://${settings.domain}`;
  return settings.cdn ? { 'Fn::Sub': `https://\${${DISTRIBUTION}.DomainName}` } : undefined;
}
