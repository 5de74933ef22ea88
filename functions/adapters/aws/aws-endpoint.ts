/** Domains of the partitions that have their own, by the prefix of their regions. */
const DOMAINS = { 'cn-': 'amazonaws.com.cn', 'eusc-': 'amazonaws.eu' };

/** The endpoint of a service in a region: https://docs.aws.amazon.com/general/latest/gr/rande.html */
export function awsEndpoint(service: string, region: string): string {
  const domain = Object.entries(DOMAINS).find(([beginning]) => region.startsWith(beginning))?.[1] ?? 'amazonaws.com';
  return `https://${service}.${region}.${domain}`;
}
