import { DISTRIBUTION } from './badges-cdn.ts';
import type { StackContext } from './template-part.ts';

/**
 * Where the world finds the badges, when that is not the API's own address. The badge's function cannot tell: a CDN
 * asks it at that address. Undefined without a domain and a CDN.
 */
export function badgesUrl({ settings }: Pick<StackContext, 'settings'>): unknown {
  if (settings.domain !== undefined) return `https://${settings.domain}`;
  return settings.cdn ? { 'Fn::Sub': `https://\${${DISTRIBUTION}.DomainName}` } : undefined;
}
