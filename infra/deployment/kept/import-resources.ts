import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import type { ResourceImport } from '../../template/kept-resources.ts';
import { awsResponse } from '../aws-response.ts';
import { endOfChange } from './end-of-change.ts';
import { passTemplate } from './pass-template.ts';
import type { Target } from '../target/target.ts';

interface ImportingStack {
  readonly client: CloudFormationClient;
  readonly target: Pick<Target, 'stackName' | 'stage' | 'region'>;
}

/** In milliseconds, between two requests. */
const PAUSE = 1000;

/**
 * Imports resources into a stack, with a change set whose name is unique to this attempt, so that it does not block a
 * later one.
 *
 * @throws Error with CloudFormation's reason; the stack is unchanged then
 */
export async function importResources(
  { template, resourcesToImport }: ResourceImport,
  { client, target }: ImportingStack,
): Promise<void> {
  const id = randomUUID();
  const changeSet = { StackName: target.stackName, ChangeSetName: `take-up-kept-${id}` };
  const creating = client.send(
    new CreateChangeSetCommand({
      ...changeSet,
      ChangeSetType: 'IMPORT',
      ...(await passTemplate(template, { client, target })),
      ResourcesToImport: [...resourcesToImport],
      Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
    }),
  );
  const { StackId: stackId = '' } = await awsResponse('cloudformation:CreateChangeSet', creating);
  try {
    await untilMade(changeSet, client);
    const executing = client.send(new ExecuteChangeSetCommand({ ...changeSet, ClientRequestToken: id }));
    await awsResponse('cloudformation:ExecuteChangeSet', executing);
  } catch (error) {
    // The failure matters more than a leftover change set.
    await client.send(new DeleteChangeSetCommand(changeSet)).catch(() => {});
    throw error;
  }
  const { status, reason } = await endOfChange({ client, stackId, id });
  if (reason !== undefined) throw new Error(`The kept resources could not be imported (${status}): ${reason}`);
}

/** The SDK's waiter would treat a refusal as a response that is still to come. */
async function untilMade(
  changeSet: { readonly StackName: string; readonly ChangeSetName: string },
  client: CloudFormationClient,
): Promise<void> {
  for (;;) {
    const response = client.send(new DescribeChangeSetCommand(changeSet));
    const { Status, StatusReason } = await awsResponse('cloudformation:DescribeChangeSet', response);
    if (Status === 'CREATE_COMPLETE') return;
    if (Status === 'FAILED') throw new Error(`The kept resources cannot be imported: ${StatusReason}`);
    await setTimeout(PAUSE);
  }
}
