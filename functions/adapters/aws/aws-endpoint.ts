/** Of the partitions that have a domain of their own, by how their regions begin. */
const DOMAINS = { 'cn-': 'amazonaws.com.cn', 'eusc-': 'amazonaws.eu' };

/** Where a service is in a region: https://docs.aws.amazon.com/general/latest/gr/rande.html */
export function awsEndpoint(service: string, region: string): string {
  const domain = Object.entries(DOMAINS).find(([beginning]) => region.startsWith(beginning))?.[1] ?? 'amazonaws.com';
  return `https://${service}.${region}.${domain}`;
}
