import { digest } from '../../functions/core/digest.ts';
import type { ProjectInput } from '../projects-file/schema/projects-file-schema.ts';
import type { Resource, Template } from '../cloudformation/template.ts';
import { VPC_IDS } from './created-vpc.ts';
import { projectResources, type Deployment } from './project-resources.ts';

export interface BuildStack {
  /** Its logical id in the main stack: "BuildProjects7". */
  readonly id: string;
  readonly template: Omit<Template, 'Outputs'>;
  /** The file name of the template, the same for the same content. */
  readonly file: string;
}

const SHARDS = Array.from({ length: 16 }, (_, index) => index.toString(16));

/**
 * The stacks that contain the projects without an arn. There are sixteen, and only a project's name decides in which
 * stack it is, so that it never moves. To move a project, CloudFormation would first create it in the new stack, which
 * would fail because the old stack still uses the name.
 */
export function buildStacks(written: readonly ProjectInput[], deployment: Deployment): readonly BuildStack[] {
  const projects = written
    .filter(({ arn }) => arn === undefined)
    .map((project) => ({ project, shard: digest(project.name).charAt(0) }));
  return SHARDS.flatMap((shard) => {
    const own = projects.filter((each) => each.shard === shard).map(({ project }) => project);
    const Resources = Object.assign({}, ...own.map((project) => projectResources(project, deployment))) as Readonly<
      Record<string, Resource>
    >;
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
