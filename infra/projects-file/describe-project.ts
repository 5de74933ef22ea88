import { codeBuildReport, hookOf, reportsItself, statusContext } from '../../functions/core/builds/codebuild-report.ts';
import type { Filter, Hook, Project } from '../../functions/core/configuration.ts';
import { isInline } from '../buildspec/is-inline.ts';
import { onDemandCompute } from '../codebuild/compute-types.ts';
import { logGroupOf } from '../codebuild/log-group.ts';
import { hideCredentials } from '../findings/hide-credentials.ts';
import type { ReadProject } from './compiled-projects.ts';
import type { ProjectInput } from './schema/projects-file-schema.ts';
import { delivers } from './read-project.ts';

/** Where a project builds, with which resources and network; each in a few words. */
export interface ProjectDescription {
  readonly name: string;
  /** Whether the deployment creates it. */
  readonly project: string;
  readonly source: string;
  readonly buildspec: string;
  readonly image: string;
  readonly compute: string;
  readonly privilegedMode: string;
  readonly role: string;
  readonly network: string;
  readonly registry: string;
  readonly logs: string;
  readonly startedBy: string;
  /** Who reports the builds to the commit, and under which name. */
  readonly statuses: string;
}

export function describeProject({ written, compiled }: ReadProject, hooks: readonly Hook[]): ProjectDescription {
  const { name, arn, environment, imageRepository } = written;
  return {
    name,
    project: arn === undefined ? 'created by the deployment' : `exists: ${arn}`,
    source: hideCredentials(describeSource(written)),
    buildspec: hideCredentials(describeBuildspec(written.source)),
    image: hideCredentials(environment?.image ?? UNTOLD),
    compute: describeCompute(environment),
    privilegedMode: describePrivilege(environment),
    role: describeRole(written),
    network: describeNetwork(written),
    registry:
      imageRepository === undefined ? 'none' : `pushes to the ECR repository ${imageRepository}, which is created`,
    logs: hideCredentials(describeLogs(written)),
    startedBy: hideCredentials(describeStart(compiled, hooks)),
    statuses: describeStatuses(compiled, hooks),
  };
}

const UNTOLD = 'as configured in CodeBuild';

function describeSource({ source, sourceVersion, secondarySources = [] }: ProjectInput): string {
  const more = secondarySources.map(({ type, location = '' }) => `${type} ${location}`);
  const all = [`${source.type} ${source.location ?? ''}`, ...more].map((each) => each.trim()).join(', ');
  return sourceVersion === undefined ? all : `${all} at ${sourceVersion}`;
}

function describeBuildspec({ type, buildspec }: ProjectInput['source']): string {
  if (buildspec !== undefined && isInline(buildspec)) return 'inline, in the projects file';
  if (buildspec?.startsWith('arn:')) return buildspec;
  return type === 'NO_SOURCE' ? UNTOLD : `${buildspec || 'buildspec.yml'} of the source`;
}

function describeCompute(environment: ProjectInput['environment']): string {
  const { type, computeType, fleet } = environment ?? {};
  if (fleet) return `the fleet ${fleet.fleetArn ?? ''}`.trim();
  if (!type || !computeType) return UNTOLD;
  const { vCpu, memoryGiB } = onDemandCompute(type)[computeType] ?? {};
  const size = [vCpu && `${vCpu} vCPU`, memoryGiB && `${memoryGiB} GiB memory`].filter(Boolean).join(', ');
  return `${type} ${computeType}${size && `: ${size}`}`;
}

function describePrivilege(environment: ProjectInput['environment']): string {
  if (environment?.privilegedMode) return 'yes, for Docker';
  return environment?.image === undefined ? UNTOLD : 'no';
}

function describeRole({ arn, serviceRole, permissions = [] }: ProjectInput): string {
  if (serviceRole !== undefined) return serviceRole;
  if (arn !== undefined) return UNTOLD;
  const actions = permissions.flatMap(({ Action = [] }) => Action);
  return `created, with what the project needs${actions.length > 0 ? ` and ${actions.join(', ')}` : ''}`;
}

function describeNetwork({ vpcConfig, arn, environment }: ProjectInput): string {
  if (vpcConfig?.create)
    return 'a VPC that is created: private subnets in two zones, nothing inbound, and outbound through a NAT gateway, which is billed by the hour';
  const { vpcId, subnets = [], securityGroupIds = [] } = vpcConfig ?? {};
  if (vpcId) {
    return `${vpcId}, in ${subnets.join(', ')}, with ${securityGroupIds.join(', ')}: outbound through the NAT gateway or endpoints that these subnets route to`;
  }
  const isTold = arn === undefined || environment?.image !== undefined;
  return isTold ? "CodeBuild's own, with access to the internet" : UNTOLD;
}

function describeLogs(project: ProjectInput): string {
  const { arn, logsConfig } = project;
  if (arn !== undefined && logsConfig === undefined) return UNTOLD;
  const { cloudWatchLogs, s3Logs } = logsConfig ?? {};
  const places = [
    cloudWatchLogs?.status === 'DISABLED' ? undefined : `log group ${logGroupOf(project)}`,
    s3Logs?.status === 'ENABLED' ? `bucket ${s3Logs.location ?? ''}` : undefined,
  ];
  return places.filter((place) => place !== undefined).join(', ') || 'not kept';
}

function describeStart(project: Project, hooks: readonly Hook[]): string {
  const by = hooks.filter((hook) => delivers(hook, project)).map(({ name }) => name);
  const groups = project.filterGroups?.map((group) => group.map(describeFilter).join(', ')) ?? [];
  if (by.length === 0 || groups.length === 0) return 'no webhook';
  return `webhook ${by.join(', ')}: ${groups.join('; or ')}`;
}

function describeStatuses(project: Project, hooks: readonly Hook[]): string {
  const hook = hookOf(project, { hooks: new Map(hooks.map((each) => [each.name, each])) });
  if (hook && reportsItself(project, hook)) {
    const what = (project.statuses ?? hook.statuses) === 'all' ? 'each push' : 'each build';
    const gogs = hook.provider === 'gitea' ? ' (Gogs has no statuses)' : '';
    return `Pushlight reports ${what} to ${hook.host} as ${statusContext(project)}${gogs}`;
  }
  const report = codeBuildReport(project, hook);
  if (!report) {
    const why = `none: CodeBuild cannot report builds of a source of type ${project.sourceType} to a Git host`;
    return project.repository || project.scope ? `${why}; with credential: token on its hook, Pushlight can` : why;
  }
  if (!report.send) return 'none, because of statuses: none';
  const name = report.context === undefined ? 'under a name of its own' : `as ${report.context}`;
  return `CodeBuild reports start and end of each build ${name}; it reports nothing about pushes that do not build`;
}

const describeFilter = ({ type, pattern, excludeMatchedPattern }: Filter): string =>
  `${excludeMatchedPattern ? 'not ' : ''}${type} ${pattern}`;

/** The description as printed, one line each. */
export function printProject({ name, ...description }: ProjectDescription): string {
  const lines = Object.entries(description).map(([key, text]) => `  ${(LABELS[key] ?? key).padEnd(12)}${text}`);
  return [name, ...lines].join('\n');
}

const LABELS: Readonly<Record<string, string>> = { privilegedMode: 'privileged', startedBy: 'started by' };
