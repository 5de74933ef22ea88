import { logGroupOf } from '../../codebuild/log-group.ts';
import { arnsOf } from '../../cloudformation/arn.ts';
import { allow } from './allow.ts';
import type { Policy } from './policy.ts';

const logs = arnsOf('logs');

/** By default, the log of a build goes to a group with the project's name. */
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
