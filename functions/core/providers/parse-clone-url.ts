import type { RepositoryName } from '../configuration.ts';
import { PROVIDER_FACTS } from './provider-facts.ts';

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' };

/** The host that each of these is another name of. */
const SSH_HOSTS: ReadonlyMap<string, string> = new Map(
  Object.values(PROVIDER_FACTS).flatMap(({ host, sshHost }) => (host && sshHost ? [[sshHost, host]] : [])),
);

/**
 * The repository that a clone URL names, in any spelling Git takes: https, ssh and git URLs, scp form
 * ("git@host:acme/web.git"), with and without user, default port and ".git". A path of this machine
 * belongs to the host "localhost". Undefined for what names no repository.
 */
export function parseCloneUrl(written: string): RepositoryName | undefined {
  const text = written.trim();
  if (text.startsWith('/')) return named('localhost', text);
  const url =
    /^(?<scheme>[a-z][a-z0-9+.-]*):\/\/(?:[^/]*@)?(?<host>\[[^\]]+\]|[^/:]*)(?::(?<port>\d*))?\/(?<path>.*)$/i.exec(
      text,
    )?.groups;
  if (url) {
    const scheme = url['scheme']!.toLowerCase().replace(/^git\+|\+git$/g, '');
    if (scheme === 'file') return named('localhost', url['path']!);
    return Object.hasOwn(DEFAULT_PORTS, scheme)
      ? named(url['host']! + webPort(scheme, url['port']), url['path']!)
      : named(webHost(url['host']!), url['path']!);
  }
  const scp = /^(?:[^/@:]+@)?(?<host>\[[^\]]+\]|[^/:@]+):(?!\/\/)(?<path>.+)$/.exec(text)?.groups;
  return scp && named(webHost(scp['host']!), scp['path']!);
}

/** A host is known by its web address; the port of another protocol is none of the web's. */
const webHost = (host: string): string => SSH_HOSTS.get(host.toLowerCase()) ?? host;

const webPort = (scheme: string, port: string | undefined): string =>
  port && port !== DEFAULT_PORTS[scheme] ? `:${port}` : '';

function named(host: string, path: string): RepositoryName | undefined {
  const fullName = decode(path)
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.git$/, '');
  if (host === '' || fullName === '') return undefined;
  return { host: host.toLowerCase(), fullName };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
