import * as v from 'valibot';
import type { LogEnds } from '../../core/excerpt/excerpt-ports.ts';
import type { AwsAccess } from '../aws/aws-access.ts';
import { awsCall, AwsCallError } from '../aws/aws-call.ts';
import type { CallOf, MethodActions } from '../aws/method-actions.ts';

const MOST_EVENTS = 2000;
const LIMITS = { deadlineMilliseconds: 8000, attempts: 2 };

const Page = v.object({ events: v.array(v.object({ message: v.string() })), nextBackwardToken: v.string() });

/** @see MethodActions */
export const LOG_ENDS_ACTIONS = {
  readBack: 'logs:GetLogEvents',
} as const satisfies MethodActions<LogEnds>;

/** The ends of builds' log streams in CloudWatch Logs. */
export function logEnds(access: AwsAccess): LogEnds {
  const call: CallOf<'logs', typeof LOG_ENDS_ACTIONS> = awsCall('logs', access, LIMITS);
  return {
    async readBack({ groupName, streamName }, before) {
      try {
        const query = { logGroupName: groupName, logStreamName: streamName, startFromHead: false, limit: MOST_EVENTS };
        const page = await call('GetLogEvents', { ...query, ...(before !== undefined && { nextToken: before }) });
        const { events, nextBackwardToken: next } = v.parse(Page, page);
        const messages = events.map(({ message }) => message);
        // At the beginning of a stream, CloudWatch Logs returns the same position again.
        return next === before ? { messages } : { messages, before: next };
      } catch (error) {
        if (error instanceof AwsCallError && error.name === 'ResourceNotFoundException') return 'no such stream';
        throw error;
      }
    },
  };
}
