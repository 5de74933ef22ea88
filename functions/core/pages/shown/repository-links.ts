import { encodeSegment } from '../../encode-segment.ts';
import { hookOf } from '../../builds/codebuild-report.ts';
import type { Configuration, Project } from '../../configuration.ts';
import { PROVIDER_FACTS } from '../../providers/provider-facts.ts';
import { refKind, shortRef, type RefKind } from '../../ref.ts';
import { PROVIDERS, type Provider, type SourceType } from '../../vocabulary.ts';

/** The pages of a repository at its Git host. */
export interface RepositoryLinks {
  readonly repository: string;
  /** Undefined for a ref without a page. */
  readonly ofRef: (ref: string) => string | undefined;
  readonly ofCommit: (commit: string) => string;
}

/** Paths below a repository's own page; `name` is encoded. */
type Paths = Readonly<Record<RefKind | 'commit', (name: string) => string>>;

const PATHS: Readonly<Record<Provider, Paths>> = {
  github: {
    branch: (name) => `/tree/${name}`,
    tag: (name) => `/tree/${name}`,
    'pull request': (number) => `/pull/${number}`,
    commit: (commit) => `/commit/${commit}`,
  },
  gitlab: {
    branch: (name) => `/-/tree/${name}`,
    tag: (name) => `/-/tags/${name}`,
    'pull request': (number) => `/-/merge_requests/${number}`,
    commit: (commit) => `/-/commit/${commit}`,
  },
  bitbucket: {
    branch: (name) => `/branch/${name}`,
    tag: (name) => `/commits/tag/${name}`,
    'pull request': (number) => `/pull-requests/${number}`,
    commit: (commit) => `/commits/${commit}`,
  },
  gitea: {
    branch: (name) => `/src/branch/${name}`,
    tag: (name) => `/src/tag/${name}`,
    'pull request': (number) => `/pulls/${number}`,
    commit: (commit) => `/commit/${commit}`,
  },
};

/**
 * Bitbucket Data Center: https://developer.atlassian.com/server/bitbucket/rest/ shows such addresses as `links.self`.
 */
const DATA_CENTER: Paths = {
  branch: (name) => `/browse?at=refs%2Fheads%2F${name.replaceAll('/', '%2F')}`,
  tag: (name) => `/browse?at=refs%2Ftags%2F${name.replaceAll('/', '%2F')}`,
  'pull request': (number) => `/pull-requests/${number}`,
  commit: (commit) => `/commits/${commit}`,
};

const PROVIDER_OF_SOURCE: Partial<Readonly<Record<SourceType, Provider>>> = {
  GITHUB: 'github',
  GITHUB_ENTERPRISE: 'github',
  GITLAB: 'gitlab',
  GITLAB_SELF_MANAGED: 'gitlab',
  BITBUCKET: 'bitbucket',
};

/** The local service's remotes, which have no pages. */
const LOCAL_HOST = 'localhost';

/**
 * The pages of a project's repository at its Git host, according to the projects file. The names of refs and commits
 * are the only parts of these addresses that come from deliveries. Undefined without a single repository, and for an
 * unknown kind of host.
 */
export function repositoryLinks(project: Project, configuration: Configuration): RepositoryLinks | undefined {
  const { repository } = project;
  const provider = repository && providerOf(project, configuration);
  if (!repository || !provider || repository.host === LOCAL_HOST) return undefined;
  const { host } = repository;
  const isDataCenter = provider === 'bitbucket' && host !== PROVIDER_FACTS.bitbucket.host;
  const [paths, path] = isDataCenter
    ? [DATA_CENTER, dataCenterPath(repository.fullName)]
    : [PATHS[provider], encodePath(repository.fullName)];
  const base = `https://${host}/${path}`;
  return {
    repository: base,
    ofRef: (ref) => {
      const kind = refKind(ref);
      if (kind === undefined) return undefined;
      const name = kind === 'pull request' ? (ref.split('/')[2] ?? '') : shortRef(ref);
      return base + paths[kind](encodePath(name));
    },
    ofCommit: (commit) => base + paths.commit(encodePath(commit)),
  };
}

function providerOf(project: Project, configuration: Configuration): Provider | undefined {
  const host = project.repository?.host;
  return (
    hookOf(project, configuration)?.provider ??
    PROVIDERS.find((provider) => PROVIDER_FACTS[provider].host === host) ??
    (project.repositoryIsNotTheSource ? undefined : PROVIDER_OF_SOURCE[project.sourceType])
  );
}

const encodePath = (path: string): string => path.split('/').map(encodeSegment).join('/');

/** "scm/PROJ/repo", as in a clone URL; a personal project is "~alice". */
function dataCenterPath(fullName: string): string {
  const [project = '', ...rest] = fullName.replace(/^scm\//i, '').split('/');
  const name = encodePath(rest.join('/'));
  return project.startsWith('~')
    ? `users/${encodeSegment(project.slice(1))}/repos/${name}`
    : `projects/${encodeSegment(project)}/repos/${name}`;
}
