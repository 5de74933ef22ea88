import type { Configuration, Hook, Project } from '../configuration.ts';
import type { SourceType } from '../vocabulary.ts';

/** What a start specifies about the commit status that CodeBuild itself sends to the Git host. */
export interface CodeBuildReport {
  readonly send: boolean;
  /** The name of the status; by default, CodeBuild chooses it. */
  readonly context?: string;
  /** The URL of the status; by default, the build's page in CodeBuild. */
  readonly targetUrl?: string;
}

/**
 * The source types whose host CodeBuild can report to, and whether a start can set the status name. For any other type,
 * StartBuild refuses `reportBuildStatusOverride`.
 * https://docs.aws.amazon.com/codebuild/latest/APIReference/API_StartBuild.html
 */
const REPORTED: Partial<Readonly<Record<SourceType, { readonly takesContext: boolean }>>> = {
  GITHUB: { takesContext: true },
  GITHUB_ENTERPRISE: { takesContext: true },
  BITBUCKET: { takesContext: true },
  GITLAB: { takesContext: false },
  GITLAB_SELF_MANAGED: { takesContext: false },
};

/** Whether CodeBuild can report builds of this source type. */
export const canReport = (sourceType: string): boolean => Object.hasOwn(REPORTED, sourceType);

/** The name of a project's status on a commit. */
export const statusContext = ({ name, statusContext: own }: Pick<Project, 'name' | 'statusContext'>): string =>
  own ?? `pushlight/${name}`;

/**
 * @param hook of the delivery, or of the project if an API call starts the build
 * @returns undefined if CodeBuild has no host to report to
 */
export function codeBuildReport(project: Project, hook: Hook | undefined): CodeBuildReport | undefined {
  const reported = REPORTED[project.sourceType];
  if (!reported) return undefined;
  if (isSilent(project, hook) || reportsItself(project, hook)) return { send: false };
  // CodeBuild would report to the source's commit, which nobody has pushed: the project's own setting decides.
  if (project.repositoryIsNotTheSource) return undefined;
  if (!reported.takesContext) return { send: true };
  const { link } = project;
  return { send: true, context: statusContext(project), ...(link !== undefined && { targetUrl: link }) };
}

const isSilent = (project: Project, hook: Hook | undefined): boolean => (project.statuses ?? hook?.statuses) === 'none';

/** Whether Pushlight itself reports the builds of this hook's deliveries, so that CodeBuild does not. */
export const reportsItself = (project: Project, hook: Hook | undefined): boolean =>
  hook?.credential !== undefined && !isSilent(project, hook);

/**
 * The hook whose settings apply to a build without a delivery: the project's own, or the first at its host that has a
 * credential, or else the first.
 */
export function hookOf(project: Project, { hooks }: Pick<Configuration, 'hooks'>): Hook | undefined {
  if (project.hook !== undefined) return hooks.get(project.hook);
  const host = (project.repository ?? project.scope)?.host;
  const atHost = [...hooks.values()].filter((hook) => hook.host === host);
  return atHost.find(({ credential }) => credential !== undefined) ?? atHost[0];
}
