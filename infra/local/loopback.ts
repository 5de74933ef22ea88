import type { IncomingMessage } from 'node:http';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];
const HTTP_PORT = 80;

/**
 * Why a request to one of our loopback ports is refused; undefined if it is allowed. Web pages can also reach loopback:
 * Host shows one under another name (DNS rebinding), and Origin one of another site. Legitimate clients send the host
 * exactly as we print it, once. Two hosts, or another one in the request's target, are treated as an attempt to make
 * two readers of the request see different hosts.
 */
export function refusal(
  { url = '', headersDistinct: headers }: Pick<IncomingMessage, 'url' | 'headersDistinct'>,
  port: number,
): string | undefined {
  const own = LOOPBACK_NAMES.flatMap((name) => (port === HTTP_PORT ? [name, `${name}:80`] : [`${name}:${port}`]));
  const { host: hosts = [], origin: origins = [] } = headers;
  const [host = ''] = hosts;
  if (hosts.length !== 1 || !own.includes(host)) {
    return `Host is ${quoted(hosts)}, but this port only accepts ${own.join(', ')}`;
  }
  if (!url.startsWith('/')) return `The request's target is ${quoted([url])}, but this port only accepts paths`;
  if (!origins.every((origin) => own.some((each) => origin === `http://${each}`))) {
    return `Origin is ${quoted(origins)}, but this port only accepts its own pages`;
  }
  return undefined;
}

const quoted = (values: readonly string[]): string =>
  values.length === 0 ? 'missing' : values.map((value) => JSON.stringify(value)).join(' and ');
