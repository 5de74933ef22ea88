const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];
const HTTP_PORT = 80;

/**
 * Why a request to one of our loopback ports is refused; undefined when it may pass. A web page reaches loopback too:
 * one under another name (DNS rebinding) shows in Host, one of another site in Origin.
 */
export function refusal(headers: { host?: string; origin?: string }, port: number): string | undefined {
  const hosts = LOOPBACK_NAMES.flatMap((name) => (port === HTTP_PORT ? [name, `${name}:80`] : [`${name}:${port}`]));
  if (!hosts.includes(headers.host?.toLowerCase() ?? '')) {
    return `Host is ${quoted(headers.host)}; this port answers only to ${hosts.join(', ')}`;
  }
  if (headers.origin !== undefined && !hosts.some((host) => headers.origin === `http://${host}`)) {
    return `Origin is ${quoted(headers.origin)}; this port answers only to pages of its own`;
  }
  return undefined;
}

const quoted = (value: string | undefined): string => (value === undefined ? 'missing' : JSON.stringify(value));
