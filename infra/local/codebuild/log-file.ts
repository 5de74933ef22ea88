import { join } from 'node:path';
import { buildUuid } from './arns.ts';

/** The log file of a build; `directory` is the one in which CodeBuild keeps everything. */
export const logFile = (directory: string, buildId: string): string =>
  join(directory, 'logs', `${buildUuid(buildId)}.log`);
