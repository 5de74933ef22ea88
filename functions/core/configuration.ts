import type { ApiAccess } from './api-access.ts';
import type {
  CommentApproval,
  ExcerptMode,
  CredentialType,
  FilterType,
  PageMode,
  Provider,
  SourceType,
  StatusMode,
  Verification,
} from './vocabulary.ts';

/** A webhook endpoint of this service: `POST /webhooks/{name}`. Its secrets are in Parameter Store, not here. */
export interface Hook {
  readonly name: string;
  readonly provider: Provider;
  /** Lower-case host name of the Git host, with its port if it has one: "github.com", "git.acme.io:8443". */
  readonly host: string;
  /**
   * How deliveries are verified. Only this scheme is accepted, so that nobody can choose a weaker one. "token" is only
   * for GitLab (`X-Gitlab-Token`); by default, "signature".
   */
  readonly verification?: Verification;
  /** How requests to the host are authenticated; absent if none are sent. */
  readonly credential?: CredentialType;
  /** For its projects without their own `statuses`; "builds" by default if there is a credential. */
  readonly statuses?: StatusMode;
}

export interface Expression {
  /** JavaScript (with the flag u) and RE2 interpret it alike. */
  readonly expression: string;
  /** "linear" if a backtracking engine could take more than linear time, so that re2js does the search. */
  readonly engine?: 'linear';
}

export interface Filter extends Partial<Expression> {
  readonly type: FilterType;
  /**
   * For EVENT, a comma-separated list of event types; otherwise a Java regular expression, which is the same in
   * JavaScript if `expression` is absent.
   */
  readonly pattern: string;
  readonly excludeMatchedPattern: boolean;
  /** From the pattern's look-aheads: each must be found as well, or, if negated, must not be found. */
  readonly conditions?: readonly (Expression & { readonly negated: boolean })[];
}

export interface RepositoryName {
  /** As in Hook. */
  readonly host: string;
  /** Owner (or groups) and name, spelled as on the host: "acme/web". Compared case-insensitively. */
  readonly fullName: string;
}

export interface Project {
  readonly name: string;
  readonly sourceType: SourceType;
  /**
   * CodeBuild's source version, if it names a version of the repository. A build without a source version belongs to
   * this ref or commit.
   */
  readonly sourceVersion?: string;
  /** Absent if neither the source nor `repository` names one: then no webhook can reach the project. */
  readonly repository?: RepositoryName;
  /** True if `repository:` names the repository, not the source: then no source version is sent. */
  readonly repositoryIsNotTheSource?: boolean;
  /** The host's id of the repository: a repository with the same name and another id is a different one. */
  readonly repositoryId?: string;
  /**
   * An organisation or group, whose path is in `fullName`, or "" for a whole host: deliveries of all its repositories
   * count.
   */
  readonly scope?: RepositoryName;
  /** The only hook whose deliveries count; by default, every hook at the repository's host. */
  readonly hook?: string;
  /**
   * Any passing group starts a build; all filters of a group must pass. Absent if the project has no webhook: then no
   * event starts a build.
   */
  readonly filterGroups?: readonly (readonly Filter[])[];
  /** Whether a newer commit's start stops older builds of the same ref or pull request that webhooks started. */
  readonly concurrency?: { readonly group: 'ref'; readonly cancelInProgress: boolean };
  /** By default, pull requests of the repository itself build according to the filters, and those of forks never do. */
  readonly commentApproval?: CommentApproval;
  /**
   * False if a push builds whatever its head commit's message contains. By default, "[skip ci]" in it skips the build.
   */
  readonly skipCi?: false;
  readonly badge: {
    readonly enabled: boolean;
    /** The branch that the badge shows if a request names no ref, for example "main"; by default, any branch or tag. */
    readonly branch?: string;
    readonly label?: string;
    readonly style?: string;
  };
  /** By default, the hook's. */
  readonly statuses?: StatusMode;
  /** The name of the commit status; "pushlight/{name}" by default. */
  readonly statusContext?: string;
  /** Absent: the project has no public pages. */
  readonly pages?: PageMode;
  /** Where the badge and the commit status lead instead of to the pages. */
  readonly link?: string;
  /** Which log excerpts of the project's builds are kept. If absent, none. */
  readonly logExcerpt?: LogExcerpt;
}

export interface LogExcerpt {
  readonly when: ExcerptMode;
  /** Also of pull requests that may be of a fork. */
  readonly forks: boolean;
  /** Where CloudWatch Logs has the logs: the stream of a build is its UUID, behind the prefix if there is one. */
  readonly groupName: string;
  readonly streamPrefix?: string;
  /** Why none is kept although the projects file asks for it. */
  readonly withheld?: 'secrets' | 'no log';
}

/** The checked and compiled projects file: the content of `pushlight:projects` in a bundle. */
export interface CompiledProjects {
  readonly hooks: readonly Hook[];
  readonly projects: readonly Project[];
  /** Whom the API accepts in addition to the bearers of Pushlight's own tokens. */
  readonly api?: ApiAccess;
}

/** The compiled projects file, indexed, so that the cost of a delivery does not grow with the number of projects. */
export interface Configuration {
  readonly hooks: ReadonlyMap<string, Hook>;
  readonly projects: ReadonlyMap<string, Project>;
  /** By `repositoryKey`; those of an organisation, group or host by `scopeKey`. */
  readonly projectsByRepository: ReadonlyMap<string, readonly Project[]>;
}

/** One spelling per repository, since host names and the usual Git hosts' repository names ignore case. */
export const repositoryKey = ({ host, fullName }: RepositoryName): string => `${host}/${fullName}`.toLowerCase();

/** Ends with a slash, unlike the key of a repository. */
const scopeKey = ({ host, fullName }: RepositoryName): string =>
  `${repositoryKey({ host, fullName })}${fullName === '' ? '' : '/'}`;

/** The key of what a project builds; undefined if nothing names it. */
export const reachKey = ({ repository, scope }: Pick<Project, 'repository' | 'scope'>): string | undefined =>
  scope ? scopeKey(scope) : repository && repositoryKey(repository);

export function indexConfiguration({ hooks, projects }: CompiledProjects): Configuration {
  const projectsByRepository = new Map<string, Project[]>();
  for (const project of projects) {
    const key = reachKey(project);
    if (key === undefined) continue;
    const others = projectsByRepository.get(key);
    if (others) others.push(project);
    else projectsByRepository.set(key, [project]);
  }
  return {
    hooks: new Map(hooks.map((hook) => [hook.name, hook])),
    projects: new Map(projects.map((project) => [project.name, project])),
    projectsByRepository,
  };
}

/** Whether a text is safe as a segment of a URL path: "acme/../evil" is not inside "acme". */
const isSegment = (text: string): boolean => /^(?!\.{1,2}$)[^\\%?#\u0000-\u001f\u007f]+$/.test(text);

/**
 * The projects of the repository, then those of the groups and the host that contain it, each in the projects file's
 * order.
 */
export function projectsOf(repository: RepositoryName, { projectsByRepository }: Configuration): readonly Project[] {
  const { fullName } = repository;
  const key = repositoryKey(repository);
  const found: Project[] = fullName === '' || fullName.endsWith('/') ? [] : [...(projectsByRepository.get(key) ?? [])];
  if (!fullName.split('/').every(isSegment)) return found;
  // The key of a group or host is a prefix of the repository's key, up to one of its slashes.
  for (let slash = key.lastIndexOf('/'); slash > 0; slash = key.lastIndexOf('/', slash - 1)) {
    found.push(...(projectsByRepository.get(key.slice(0, slash + 1)) ?? []));
  }
  return found;
}
