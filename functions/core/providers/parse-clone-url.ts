import type { RepositoryName } from '../configuration.ts';
import { PROVIDER_FACTS } from './provider-facts.ts';

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' };

/** The canonical host for each alias. */
const SSH_HOSTS: ReadonlyMap<string, string> = new Map(
  Object.values(PROVIDER_FACTS).flatMap(({ host, sshHost }) => (host && sshHost ? [[sshHost, host]] : [])),
);

/**
 * The repository that a clone URL names, in any form that Git accepts: https, ssh and git URLs, or scp form
 * ("git@host:acme/web.git"), with or without user, default port and ".git". A path on this machine has the host
 * "localhost". Undefined if it names no repository.
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

/** A host is identified by its web address, so the port of another protocol does not matter. */
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
