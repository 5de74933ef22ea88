import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  waitUntilChangeSetCreateComplete,
  waitUntilStackImportComplete,
} from '@aws-sdk/client-cloudformation';
import type { Template } from '../stack/compile-template.ts';
import type { TableImport } from '../stack/kept-tables.ts';
import { awsAnswer } from './aws-answer.ts';

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
  import(resources: TableImport): Promise<void>;
}

const CHANGE_SET = 'take-up-kept-tables';
/** In seconds. */
const PATIENCE = { minDelay: 1, maxDelay: 5, maxWaitTime: 600 };

export function openStack(name: string, region: string): Stack {
  const client = new CloudFormationClient({ region });
  return {
    name,
    async describe() {
      const answer = client.send(new DescribeStacksCommand({ StackName: name })).catch((error: unknown) => {
        if (error instanceof Error && error.message.endsWith(' does not exist')) return undefined;
        throw error;
      });
      const stack = (await awsAnswer('cloudformation:DescribeStacks', answer))?.Stacks?.[0];
      if (!stack) return undefined;
      const outputs = (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]);
      return {
        status: stack.StackStatus ?? '',
        outputs: Object.fromEntries(outputs) as Record<string, string>,
        changedAt: (stack.LastUpdatedTime ?? stack.CreationTime)?.getTime() ?? 0,
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
          TemplateBody: JSON.stringify(template),
          ResourcesToImport: [...resourcesToImport],
          Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
        }),
      );
      await awsAnswer('cloudformation:CreateChangeSet', creating);
      const created = waitUntilChangeSetCreateComplete({ client, ...PATIENCE }, changeSet);
      await awsAnswer('cloudformation:DescribeChangeSet', created);
      await awsAnswer('cloudformation:ExecuteChangeSet', client.send(new ExecuteChangeSetCommand(changeSet)));
      const imported = waitUntilStackImportComplete({ client, ...PATIENCE }, { StackName: name });
      await awsAnswer('cloudformation:DescribeStacks', imported);
    },
  };
}
