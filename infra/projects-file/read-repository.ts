import type { Hook, Project, RepositoryName } from '../../functions/core/configuration.ts';
import { bitbucketFacts } from '../../functions/core/providers/bitbucket/bitbucket-facts.ts';
import { githubFacts } from '../../functions/core/providers/github/github-facts.ts';
import { gitlabFacts } from '../../functions/core/providers/gitlab/gitlab-facts.ts';
import { parseCloneUrl } from '../../functions/core/providers/parse-clone-url.ts';
import { suggestName } from '../findings/suggest-name.ts';
import type { ProjectInput, ScopeInput } from './schema/projects-file-schema.ts';
import type { Say } from '../buildspec/say.ts';
import type { YamlPath } from './yaml/yaml-source.ts';

export type Reached = Pick<Project, 'repository' | 'repositoryIsNotTheSource' | 'repositoryId' | 'scope' | 'hook'>;

/** The repositories whose deliveries reach a project, and the hook. */
export function readRepository(project: ProjectInput, hooks: readonly Hook[], path: YamlPath, say: Say): Reached {
  const { webhook, repository, repositoryId, hook } = project;
  const own = hook === undefined ? hooks : hooks.filter(({ name }) => name === hook);
  if (hook !== undefined && own.length === 0) {
    const right = suggestName(
      hook,
      hooks.map(({ name }) => name),
    );
    say('unknown-hook', [...path, 'hook'], `webhooks has no hook named "${hook}": ${right}`);
  }
  const scope = webhook?.scopeConfiguration && readScope(webhook.scopeConfiguration);
  const named = scope ?? readName(project);
  if (repository !== undefined && !parseCloneUrl(repository)) {
    say(
      'repository-not-a-url',
      [...path, 'repository'],
      'the value of "repository" is not a clone URL: write one, for example https://git.acme.io/acme/web.git',
    );
  } else if (webhook && !named) {
    say(
      'webhook-without-repository',
      [...path, 'webhook'],
      'no webhook can start this project, since its repository is unknown: add the clone URL, for example repository: https://git.acme.io/acme/web.git',
    );
  }
  if (scope) warnOfSource(project, path, say);
  const found = named && (webhook && own.length > 0 ? atHook(named, own, [...path, 'webhook'], say) : named);
  if (named && webhook && hooks.length === 0) say('repository-without-hook', [...path, 'webhook'], noHook(named));
  return {
    ...(found && (scope ? { scope: found } : { repository: found })),
    ...((scope !== undefined || repository !== undefined) && { repositoryIsNotTheSource: true }),
    ...(repositoryId !== undefined && { repositoryId }),
    ...(hook !== undefined && { hook }),
  };
}

function readName({ source, repository }: ProjectInput): RepositoryName | undefined {
  if (repository !== undefined) return parseCloneUrl(repository);
  return source.type === 'S3' || source.location === undefined ? undefined : parseCloneUrl(source.location);
}

/** "The domain of the GitHub Enterprise organization or the GitLab Self Managed group." */
function readScope({ name, domain, scope }: ScopeInput): RepositoryName {
  const service: string = (scope === 'GITLAB_GROUP' ? gitlabFacts : githubFacts).host;
  const host = (domain ?? service).replace(/^https?:\/\/|\/.*$/g, '').toLowerCase();
  return { host, fullName: scope === 'GITHUB_GLOBAL' ? '' : name.replace(/^\/+|\/+$/g, '') };
}

/**
 * StartBuild does not receive another source location, so a project with many repositories must clone them in its
 * buildspec.
 */
function warnOfSource({ source }: ProjectInput, path: YamlPath, say: Say): void {
  if (source.type === 'NO_SOURCE') return;
  say(
    'scope-with-one-source',
    [...path, 'source'],
    'a push to any repository of the scope would build this one source: change the type of source to NO_SOURCE, and clone the URL in the variable WEBHOOK_REPOSITORY in the buildspec',
  );
}

/**
 * The repository as its hook knows it. A hook's host may have a port that a clone URL lacks, since SSH has a different
 * one. HTTPS URLs of Bitbucket Data Center contain "scm/", which its SSH URLs lack.
 */
function atHook(named: RepositoryName, hooks: readonly Hook[], path: YamlPath, say: Say) {
  const hook = hooks.find(({ host }) => host === named.host);
  const alike = hooks.filter(({ host }) => hostname(host) === hostname(named.host));
  const hosts = new Set(alike.map(({ host }) => host));
  if (!hook && hosts.size > 1) {
    say(
      'ambiguous-hook',
      path,
      `the host ${named.host} matches hooks at ${[...hosts].join(' and ')}: choose one of the hooks, for example hook: ${alike[0]?.name}`,
    );
  }
  const its = hook ?? alike[0];
  if (!its) say('repository-without-hook', path, noHook(named));
  if (!its) return named;
  const isDataCenter = its.provider === 'bitbucket' && its.host !== bitbucketFacts.host;
  return { host: its.host, fullName: isDataCenter ? named.fullName.replace(/^(?:scm\/)?/i, 'scm/') : named.fullName };
}

const hostname = (host: string): string => host.replace(/:\d+$/, '');

const noHook = ({ host }: RepositoryName): string =>
  `no hook in webhooks has the host ${host}: add such a hook, or correct the URL of the repository`;
