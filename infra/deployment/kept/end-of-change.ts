import { setTimeout } from 'node:timers/promises';
import {
  DescribeStackEventsCommand,
  paginateDescribeStackEvents,
  type CloudFormationClient,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { awsResponse } from '../aws-response.ts';

/** In milliseconds, between two requests. */
const PAUSE = 1000;

interface Change {
  readonly client: CloudFormationClient;
  /** Its ARN, which also identifies a deleted stack. */
  readonly stackId: string;
  /** The ClientRequestToken of the call that began the change; only the events of this change have it. */
  readonly id: string;
}

const changeOf = ({ ClientRequestToken }: StackEvent): string | undefined => ClientRequestToken;

/**
 * Waits for the end of a stack's change, by the change's own events: the stack's status may still be that of the
 * previous change.
 *
 * @returns CloudFormation's final status, and if it is not a completed one, the first reason
 */
export async function endOfChange(change: Change): Promise<{ readonly status: string; readonly reason?: string }> {
  const { client, stackId, id } = change;
  for (;;) {
    const response = client.send(new DescribeStackEventsCommand({ StackName: stackId }));
    const { StackEvents = [] } = await awsResponse('cloudformation:DescribeStackEvents', response);
    const end = StackEvents.find((event) => changeOf(event) === id && isEndOf(stackId, event));
    if (end?.ResourceStatus === 'CREATE_COMPLETE' || end?.ResourceStatus === 'IMPORT_COMPLETE') {
      return { status: end.ResourceStatus };
    }
    if (end) return { status: end.ResourceStatus ?? '', reason: await firstFailure(change) };
    await setTimeout(PAUSE);
  }
}

const isEndOf = (stackId: string, { PhysicalResourceId, ResourceStatus }: StackEvent): boolean =>
  PhysicalResourceId === stackId && ResourceStatus?.endsWith('_IN_PROGRESS') === false;

/** Consequences of a failure come later, so in the events, which are newest first, they precede it. */
async function firstFailure({ client, stackId, id }: Change): Promise<string> {
  let first: StackEvent | undefined;
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName: stackId })) {
    const own = StackEvents.filter((event) => changeOf(event) === id);
    first = own.findLast(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED')) ?? first;
    if (own.length === 0) break;
  }
  if (!first) return `aws cloudformation describe-stack-events --stack-name ${stackId} shows why`;
  return `${first.ResourceStatus}: ${first.LogicalResourceId} (${first.ResourceType}) ${first.ResourceStatusReason}`;
}
