import type { FilterType, Provider, SourceType, Verification } from './vocabulary.ts';

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
}

export interface Filter {
  readonly type: FilterType;
  /** For EVENT a comma-separated list of event types, else a regular expression that is searched for. */
  readonly pattern: string;
  readonly excludeMatchedPattern: boolean;
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
  /** Absent where neither the source nor `repository` names one: no webhook can reach the project. */
  readonly repository?: RepositoryName;
  /** True where the repository is named by `repository:` and not by the source: then no source version is sent. */
  readonly repositoryIsNotTheSource?: boolean;
  /** Any passing group starts a build; all filters of a group must pass. Absent: no webhook, nothing starts. */
  readonly filterGroups?: readonly (readonly Filter[])[];
  /** Whether a newer commit's start stops older builds of the same ref or pull request that webhooks started. */
  readonly concurrency?: { readonly group: 'ref'; readonly cancelInProgress: boolean };
  readonly badge: { readonly enabled: boolean; readonly label?: string; readonly style?: string };
  /** Where the badge leads. */
  readonly link?: string;
}

/** The projects file, checked and compiled: what `pushlight:projects` holds in a bundle. */
export interface CompiledProjects {
  readonly hooks: readonly Hook[];
  readonly projects: readonly Project[];
}

/** The compiled projects file, indexed: what a delivery costs does not grow with the number of projects. */
export interface Configuration {
  readonly hooks: ReadonlyMap<string, Hook>;
  readonly projects: ReadonlyMap<string, Project>;
  /** By `repositoryKey`. */
  readonly projectsByRepository: ReadonlyMap<string, readonly Project[]>;
}

/** One spelling for one repository: hosts and the usual Git hosts' names know no case. */
export const repositoryKey = ({ host, fullName }: RepositoryName): string => `${host}/${fullName}`.toLowerCase();

export function indexConfiguration({ hooks, projects }: CompiledProjects): Configuration {
  const projectsByRepository = new Map<string, Project[]>();
  for (const project of projects) {
    if (!project.repository) continue;
    const key = repositoryKey(project.repository);
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
