import path from 'node:path';
import { logFile } from './codebuild/log-file.ts';

/** The folder of a state directory in which CodeBuild keeps everything. */
export const codeBuildDirectory = (stateDirectory: string): string => path.join(stateDirectory, 'codebuild');

/** The log file of a build. */
export const buildLogFile = (stateDirectory: string, buildId: string): string =>
  logFile(codeBuildDirectory(stateDirectory), buildId);
