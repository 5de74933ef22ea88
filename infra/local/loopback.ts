import type { IncomingMessage } from 'node:http';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];
const HTTP_PORT = 80;

/**
 * Why a request to one of our loopback ports is refused; undefined when it may pass. A web page reaches loopback too:
 * one under another name (DNS rebinding) shows in Host, one of another site in Origin. Whoever is meant to come here
 * spells the host as we print it, once; two hosts, or a second one in the request's target, are taken for an attempt
 * to have two readers of the request see two hosts.
 */
export function refusal(
  { url = '', headersDistinct: headers }: Pick<IncomingMessage, 'url' | 'headersDistinct'>,
  port: number,
): string | undefined {
  const own = LOOPBACK_NAMES.flatMap((name) => (port === HTTP_PORT ? [name, `${name}:80`] : [`${name}:${port}`]));
  const { host: hosts = [], origin: origins = [] } = headers;
  const [host = ''] = hosts;
  if (hosts.length !== 1 || !own.includes(host)) {
    return `Host is ${quoted(hosts)}; this port responds only to ${own.join(', ')}`;
  }
  if (!url.startsWith('/')) return `The request's target is ${quoted([url])}; this port responds only to paths`;
  if (!origins.every((origin) => own.some((each) => origin === `http://${each}`))) {
    return `Origin is ${quoted(origins)}; this port responds only to pages of its own`;
  }
  return undefined;
}

const quoted = (values: readonly string[]): string =>
  values.length === 0 ? 'missing' : values.map((value) => JSON.stringify(value)).join(' and ');
