import * as v from 'valibot';
import { digest } from '../../functions/core/digest.ts';
import { isInline } from '../buildspec/is-inline.ts';
import { readBuildspec } from '../buildspec/read-buildspec.ts';
import { createdProject, type CreatedProject, type ProjectInput } from '../projects-file/projects-file-schema.ts';
import type { Resource } from '../stack/compile-template.ts';
import { REGION, sub, URL_SUFFIX, type Ref } from './arn.ts';
import { buildProject } from './build-project.ts';
import { CREATED_NETWORK, createdVpc, VPC_IDS } from './created-vpc.ts';
import { imageRepository } from './image-repository.ts';
import { networkOf } from './network.ts';
import { serviceRole } from './service-role.ts';

export interface BuildStack {
  /** Its logical id in the main stack: "BuildProjects7". */
  readonly id: string;
  readonly template: {
    readonly Description: string;
    readonly Parameters?: Readonly<Record<string, { readonly Type: string }>>;
    readonly Resources: Readonly<Record<string, Resource>>;
  };
  /** Name of the template's file: the same for the same text. */
  readonly file: string;
}

export interface Deployment {
  readonly stage: string;
  readonly region: string;
}

const SHARDS = Array.from({ length: 16 }, (_, index) => index.toString(16));

/**
 * The stacks that the projects without an arn are made in. By its name alone a project is in one of sixteen, so that none ever moves:
 * CloudFormation would make it in its new stack before it is gone from the old one, and fail at its name.
 */
export function buildStacks(written: readonly ProjectInput[], deployment: Deployment): readonly BuildStack[] {
  const projects = written.filter(({ arn }) => arn === undefined).map((project) => v.parse(createdProject, project));
  const repositories = new Set(projects.flatMap(({ imageRepository: name }) => name ?? []));
  return SHARDS.flatMap((shard) => {
    const within = (name: string): boolean => digest(name).startsWith(shard);
    const own = projects.filter(({ name }) => within(name));
    const Resources = Object.fromEntries([
      ...own.flatMap((project) => projectResources(project, deployment)),
      ...[...repositories]
        .filter(within)
        .map((name) => [logicalId('Repository', name), imageRepository(name)] as const),
    ]);
    if (Object.keys(Resources).length === 0) return [];
    const isInCreatedVpc = own.some(({ vpcConfig }) => vpcConfig?.create);
    const template = {
      Description: `CodeBuild projects of Pushlight, stage ${deployment.stage}`,
      ...(isInCreatedVpc && { Parameters: Object.fromEntries(VPC_IDS.map((id) => [id, { Type: 'String' }])) }),
      Resources,
    };
    const id = `BuildProjects${shard.toUpperCase()}`;
    return [{ id, template, file: `${id}-${digest(JSON.stringify(template)).slice(0, 16)}.json` }];
  });
}

function projectResources(
  project: CreatedProject,
  { stage, region }: Deployment,
): readonly (readonly [string, Resource])[] {
  const { name } = project;
  const network = networkOf(project, CREATED_NETWORK);
  const buildspec = inlineBuildspec(project);
  const role = logicalId('Role', name);
  const serviceRoleArn = project.serviceRole ?? { 'Fn::GetAtt': [role, 'Arn'] };
  return [
    ...(project.serviceRole === undefined
      ? [
          [
            role,
            serviceRole({ project, ...(buildspec && { buildspec }), ...(network && { network }) }, region),
          ] as const,
        ]
      : []),
    [logicalId('Project', name), buildProject(project, { stage, serviceRole: serviceRoleArn, network })],
  ];
}

function inlineBuildspec({ source: { buildspec = '' } }: CreatedProject) {
  const read = isInline(buildspec) ? readBuildspec(buildspec) : undefined;
  return read && 'buildspec' in read ? read.buildspec : undefined;
}

/** Two names that differ only in what a logical id can't have differ in the digest. */
const logicalId = (kind: string, name: string): string =>
  `${kind}${name.replaceAll(/[^A-Za-z0-9]/g, '')}${digest(name).slice(0, 8)}`;

/** As osls names it. */
const BUCKET: Ref = { Ref: 'ServerlessDeploymentBucket' };

/** What the main stack has of the projects: their stacks, and the VPC that some of them share. */
export function buildStackResources(stacks: readonly BuildStack[], stage: string): Readonly<Record<string, Resource>> {
  const nested = stacks.map(({ id, file, template: { Parameters } }): readonly [string, Resource] => [
    id,
    {
      Type: 'AWS::CloudFormation::Stack',
      Properties: {
        // Where upload-templates.mjs brings it: beside the folders of the stage's single deployments.
        TemplateURL: sub`https://${BUCKET}.s3.${REGION}.${URL_SUFFIX}/serverless/pushlight/${stage}/build-projects/${file}`,
        ...(Parameters && { Parameters: Object.fromEntries(Object.keys(Parameters).map((id) => [id, { Ref: id }])) }),
      },
    },
  ]);
  const isVpcUsed = stacks.some(({ template }) => template.Parameters);
  return { ...Object.fromEntries(nested), ...(isVpcUsed && createdVpc) };
}
