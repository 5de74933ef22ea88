import { join } from 'node:path';
import { buildUuid } from './arns.ts';

/** Where the log of a build grows; `directory` is that of all CodeBuild keeps. */
export const logFile = (directory: string, buildId: string): string =>
  join(directory, 'logs', `${buildUuid(buildId)}.log`);
