import { randomUUID } from 'node:crypto';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import type { Template } from '../cloudformation/template.ts';
import type { ResourceImport } from '../template/kept-resources.ts';
import { awsResponse } from './aws-response.ts';
import { endOfChange } from './kept/end-of-change.ts';
import { importResources } from './kept/import-resources.ts';
import type { Target } from './target/target.ts';

export interface DeployedStack {
  /** CloudFormation's status: "UPDATE_COMPLETE". */
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** When it was last created or updated, in milliseconds since 1970. */
  readonly changedAt: number;
}

/** A CloudFormation stack, which may not exist. */
export interface Stack {
  readonly name: string;
  describe(): Promise<DeployedStack | undefined>;
  template(): Promise<Template>;
  /** Creates the stack, which must not exist. */
  create(template: Template): Promise<void>;
  /** Imports existing resources into the stack. */
  import(resources: ResourceImport): Promise<void>;
}

export function openStack(target: Pick<Target, 'stackName' | 'stage' | 'region'>): Stack {
  const { stackName: name, region } = target;
  const client = new CloudFormationClient({ region });
  return {
    name,
    async describe() {
      const response = client.send(new DescribeStacksCommand({ StackName: name })).catch((error: unknown) => {
        if (error instanceof Error && error.message.endsWith(' does not exist')) return undefined;
        throw error;
      });
      const described = (await awsResponse('cloudformation:DescribeStacks', response))?.Stacks?.[0];
      if (!described) return undefined;
      const outputs = (described.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]);
      return {
        status: described.StackStatus ?? '',
        outputs: Object.fromEntries(outputs) as Record<string, string>,
        changedAt: (described.LastUpdatedTime ?? described.CreationTime)?.getTime() ?? 0,
      };
    },
    async template() {
      const response = client.send(new GetTemplateCommand({ StackName: name, TemplateStage: 'Original' }));
      const { TemplateBody = '{}' } = await awsResponse('cloudformation:GetTemplate', response);
      return JSON.parse(TemplateBody) as Template;
    },
    async create(template) {
      const id = randomUUID();
      const creating = client.send(
        new CreateStackCommand({
          StackName: name,
          TemplateBody: JSON.stringify(template),
          ClientRequestToken: id,
          // A stack that could not be created could only be removed.
          OnFailure: 'DELETE',
        }),
      );
      const { StackId: stackId = name } = await awsResponse('cloudformation:CreateStack', creating);
      const { status, reason } = await endOfChange({ client, stackId, id });
      if (reason !== undefined) throw new Error(`The stack ${name} could not be created (${status}): ${reason}`);
    },
    import: (resources) => importResources(resources, { client, target }),
  };
}
