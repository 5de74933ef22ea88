import * as v from 'valibot';
import type { Logs } from '../core/api/api-ports.ts';
import type { AwsAccess } from './aws/aws-access.ts';
import { awsCall, AwsCallError } from './aws/aws-call.ts';
import type { CallOf, MethodActions } from './aws/method-actions.ts';

/** CloudWatch Logs returns at most a megabyte per page; as JSON, a page must still fit into a Lambda response. */
const MOST_EVENTS = 2000;
const LIMITS = { deadlineMilliseconds: 8000, attempts: 2 };

const Page = v.object({
  events: v.array(v.object({ timestamp: v.number(), message: v.string() })),
  nextForwardToken: v.string(),
});

/** @see MethodActions */
export const BUILD_LOGS_ACTIONS = {
  read: 'logs:GetLogEvents',
} as const satisfies MethodActions<Logs>;

/** The log streams of builds in CloudWatch Logs. */
export function buildLogs(access: AwsAccess): Logs {
  const call: CallOf<'logs', typeof BUILD_LOGS_ACTIONS> = awsCall('logs', access, LIMITS);
  return {
    async read({ groupName, streamName }, from) {
      try {
        const query = { logGroupName: groupName, logStreamName: streamName, startFromHead: true, limit: MOST_EVENTS };
        const page = await call('GetLogEvents', { ...query, ...(from !== undefined && { nextToken: from }) });
        const { events, nextForwardToken: next } = v.parse(Page, page);
        return { events, next };
      } catch (error) {
        if (error instanceof AwsCallError && error.name === 'ResourceNotFoundException') return 'no such stream';
        if (error instanceof AwsCallError && error.name === 'InvalidParameterException') return 'no such position';
        throw error;
      }
    },
  };
}
