import type { RepositoryName } from './configuration.ts';

const DEFAULT_PORTS: Readonly<Record<string, string>> = { ssh: '22', http: '80', https: '443', git: '9418' };

/**
 * The repository that a clone URL names, in any spelling Git takes: https, ssh and git URLs, scp form
 * ("git@host:acme/web.git"), with and without user, default port and ".git". A path of this machine
 * belongs to the host "localhost". Undefined for what names no repository.
 */
export function parseCloneUrl(cloneUrl: string): RepositoryName | undefined {
  const text = cloneUrl.trim();
  if (text.startsWith('/')) return named('localhost', text);
  const url =
    /^(?<scheme>[a-z][a-z0-9+.-]*):\/\/(?:[^/@]*@)?(?<host>\[[^\]]+\]|[^/:]*)(?::(?<port>\d*))?\/(?<path>.*)$/i.exec(
      text,
    )?.groups;
  if (url) {
    const scheme = url['scheme']!.toLowerCase().replace(/^git\+|\+git$/g, '');
    if (scheme === 'file') return named('localhost', url['path']!);
    const port = url['port'] && url['port'] !== DEFAULT_PORTS[scheme] ? `:${url['port']}` : '';
    return named(`${url['host']!}${port}`, url['path']!);
  }
  const scp = /^(?:[^/@:]+@)?(?<host>\[[^\]]+\]|[^/:@]+):(?!\/\/)(?<path>.+)$/.exec(text)?.groups;
  return scp && named(scp['host']!, scp['path']!);
}

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
