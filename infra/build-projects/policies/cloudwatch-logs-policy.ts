import { logGroupOf } from '../../codebuild/log-group.ts';
import { arnsOf } from '../../cloudformation/arn.ts';
import { allow } from './allow.ts';
import type { Policy } from './policy.ts';

const logs = arnsOf('logs');

/** A build's log goes to a group of the project's name, unless it says otherwise. */
export const cloudWatchLogsPolicy: Policy = ({ project }) => {
  if (project.logsConfig?.cloudWatchLogs?.status === 'DISABLED') return [];
  const group = logGroupOf(project);
  return [
    allow(
      ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      [logs`log-group:${group}`, logs`log-group:${group}:*`],
    ),
  ];
};
