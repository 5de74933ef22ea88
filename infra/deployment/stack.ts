import { setTimeout } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import type { Template } from '../stack/compile-template.ts';
import type { ResourceImport } from '../stack/kept-resources.ts';
import { awsAnswer } from './aws-answer.ts';
import { passTemplate } from './pass-template.ts';

export interface DeployedStack {
  /** CloudFormation's: "UPDATE_COMPLETE". */
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** When it was last made or changed, in milliseconds since 1970. */
  readonly changedAt: number;
}

/** A stack of CloudFormation, which may not be there. */
export interface Stack {
  readonly name: string;
  describe(): Promise<DeployedStack | undefined>;
  template(): Promise<Template>;
  /** Takes resources into the stack that are there already, and makes it where it isn't. */
  import(resources: ResourceImport): Promise<void>;
}

const CHANGE_SET = 'take-up-kept';
/** In milliseconds, between two looks. */
const PAUSE = 1000;

export function openStack(name: string, region: string): Stack {
  const client = new CloudFormationClient({ region });
  const stack: Stack = {
    name,
    async describe() {
      const answer = client.send(new DescribeStacksCommand({ StackName: name })).catch((error: unknown) => {
        if (error instanceof Error && error.message.endsWith(' does not exist')) return undefined;
        throw error;
      });
      const described = (await awsAnswer('cloudformation:DescribeStacks', answer))?.Stacks?.[0];
      if (!described) return undefined;
      const outputs = (described.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]);
      return {
        status: described.StackStatus ?? '',
        outputs: Object.fromEntries(outputs) as Record<string, string>,
        changedAt: (described.LastUpdatedTime ?? described.CreationTime)?.getTime() ?? 0,
      };
    },
    async template() {
      const answer = client.send(new GetTemplateCommand({ StackName: name, TemplateStage: 'Original' }));
      const { TemplateBody = '{}' } = await awsAnswer('cloudformation:GetTemplate', answer);
      return JSON.parse(TemplateBody) as Template;
    },
    async import({ template, resourcesToImport }) {
      const changeSet = { StackName: name, ChangeSetName: CHANGE_SET };
      const creating = client.send(
        new CreateChangeSetCommand({
          ...changeSet,
          ChangeSetType: 'IMPORT',
          ...(await passTemplate(template, { client, stackName: name, region })),
          ResourcesToImport: [...resourcesToImport],
          Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
        }),
      );
      await awsAnswer('cloudformation:CreateChangeSet', creating);
      // The SDK's waiters would take a refusal for an answer that is yet to come.
      await until(async () => {
        const answer = client.send(new DescribeChangeSetCommand(changeSet));
        const { Status = '', StatusReason } = await awsAnswer('cloudformation:DescribeChangeSet', answer);
        if (Status === 'FAILED') throw new Error(`What was kept can't be taken up: ${StatusReason}`);
        return Status === 'CREATE_COMPLETE';
      });
      await awsAnswer('cloudformation:ExecuteChangeSet', client.send(new ExecuteChangeSetCommand(changeSet)));
      await until(async () => {
        const { status = '' } = (await stack.describe()) ?? {};
        if (status.startsWith('IMPORT_ROLLBACK_')) throw new Error(`What was kept could not be taken up: ${status}`);
        return status === 'IMPORT_COMPLETE';
      });
    },
  };
  return stack;
}

async function until(isDone: () => Promise<boolean>): Promise<void> {
  while (!(await isDone())) await setTimeout(PAUSE);
}
