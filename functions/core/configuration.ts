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

/** A webhook endpoint of ours: `POST /webhooks/{name}`. Its secrets are not here but in the Parameter Store. */
export interface Hook {
  readonly name: string;
  readonly provider: Provider;
  /** Host name of the Git host, lower case, with its port where it has one: "github.com", "git.acme.io:8443". */
  readonly host: string;
  /**
   * How a delivery shows that it is its host's: only the scheme that stands here counts, so that nobody can choose
   * the weaker. "token" is GitLab's alone (`X-Gitlab-Token`); absent means "signature".
   */
  readonly verification?: Verification;
  /** How requests to the host are authenticated. Absent: none is made. */
  readonly credential?: CredentialType;
  /** Of its projects without `statuses` of their own; "builds" by default if there is a credential. */
  readonly statuses?: StatusMode;
}

export interface Expression {
  /** As JavaScript, with the flag u, and RE2 read it. */
  readonly expression: string;
  /** "linear" where a backtracking engine could take more than linear time, so that re2js searches. */
  readonly engine?: 'linear';
}

export interface Filter extends Partial<Expression> {
  readonly type: FilterType;
  /** For EVENT a comma-separated list of event types, else Java's regular expression; without `expression` it is the same. */
  readonly pattern: string;
  readonly excludeMatchedPattern: boolean;
  /** What look-aheads of the pattern ask for: each has to be found too, or if negated not to be found. */
  readonly conditions?: readonly (Expression & { readonly negated: boolean })[];
}

export interface RepositoryName {
  /** As in Hook. */
  readonly host: string;
  /** Owner (or groups) and name, as the host spells it: "acme/web". Compared without regard to case. */
  readonly fullName: string;
}

export interface Project {
  readonly name: string;
  readonly sourceType: SourceType;
  /** CodeBuild's, where it names something of the repository: what a build is of that was started without one. */
  readonly sourceVersion?: string;
  /** Absent where neither the source nor `repository` names one: no webhook can reach the project. */
  readonly repository?: RepositoryName;
  /** True where the repository is named by `repository:` and not by the source: then no source version is sent. */
  readonly repositoryIsNotTheSource?: boolean;
  /** The id of the repository at its host: a repository of the same name and another id is another one. */
  readonly repositoryId?: string;
  /** An organisation or group, and in `fullName` its path, "" for a whole host: deliveries of each of its repositories count. */
  readonly scope?: RepositoryName;
  /** The hook whose deliveries alone count; absent: of every hook at the repository's host. */
  readonly hook?: string;
  /** Any passing group starts a build; all filters of a group must pass. Absent: no webhook, nothing starts. */
  readonly filterGroups?: readonly (readonly Filter[])[];
  /** Whether a newer commit's start stops older builds of the same ref or pull request that webhooks started. */
  readonly concurrency?: { readonly group: 'ref'; readonly cancelInProgress: boolean };
  /** Absent: pull requests of the repository itself build as the filters say, and those of forks never. */
  readonly commentApproval?: CommentApproval;
  /** False: a push builds whatever its head commit's message says. Absent: "[skip ci]" in it skips. */
  readonly skipCi?: false;
  readonly badge: {
    readonly enabled: boolean;
    /** The branch that the badge shows if a request names no ref, for example "main". Absent: any branch or tag. */
    readonly branch?: string;
    readonly label?: string;
    readonly style?: string;
  };
  /** Absent: as the hook says. */
  readonly statuses?: StatusMode;
  /** The name of the commit status; "pushlight/{name}" by default. */
  readonly statusContext?: string;
  /** Absent: the project has no public pages. */
  readonly pages?: PageMode;
  /** Where the badge and the commit status lead instead of to the pages. */
  readonly link?: string;
  /** What is kept of the logs of its builds. Absent: nothing. */
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

/** The projects file, checked and compiled: what `pushlight:projects` holds in a bundle. */
export interface CompiledProjects {
  readonly hooks: readonly Hook[];
  readonly projects: readonly Project[];
  /** Whom the API lets in besides the bearers of our own tokens. */
  readonly api?: ApiAccess;
}

/** The compiled projects file, indexed: what a delivery costs does not grow with the number of projects. */
export interface Configuration {
  readonly hooks: ReadonlyMap<string, Hook>;
  readonly projects: ReadonlyMap<string, Project>;
  /** By `repositoryKey`, and those of an organisation, group or host by `scopeKey`. */
  readonly projectsByRepository: ReadonlyMap<string, readonly Project[]>;
}

/** One spelling for one repository: hosts and the usual Git hosts' names know no case. */
export const repositoryKey = ({ host, fullName }: RepositoryName): string => `${host}/${fullName}`.toLowerCase();

/** Ends with a slash, as no repository's does. */
const scopeKey = ({ host, fullName }: RepositoryName): string =>
  `${repositoryKey({ host, fullName })}${fullName === '' ? '' : '/'}`;

export function indexConfiguration({ hooks, projects }: CompiledProjects): Configuration {
  const projectsByRepository = new Map<string, Project[]>();
  for (const project of projects) {
    const { repository, scope } = project;
    const key = scope ? scopeKey(scope) : repository && repositoryKey(repository);
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

/** Of a path that leads nowhere else as part of a URL: "acme/../evil" is not inside "acme". */
const isSegment = (text: string): boolean => /^(?!\.{1,2}$)[^\\%?#\u0000-\u001f\u007f]+$/.test(text);

/** Those of the repository, then those of the groups and the host it is in, each in the projects file's order. */
export function projectsOf(repository: RepositoryName, { projectsByRepository }: Configuration): readonly Project[] {
  const { fullName } = repository;
  const key = repositoryKey(repository);
  const found: Project[] = fullName === '' || fullName.endsWith('/') ? [] : [...(projectsByRepository.get(key) ?? [])];
  if (!fullName.split('/').every(isSegment)) return found;
  // The key of a group or host is the repository's up to one of its slashes.
  for (let slash = key.lastIndexOf('/'); slash > 0; slash = key.lastIndexOf('/', slash - 1)) {
    found.push(...(projectsByRepository.get(key.slice(0, slash + 1)) ?? []));
  }
  return found;
}
