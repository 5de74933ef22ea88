import path from 'node:path';
import { logFile } from './codebuild/log-file.ts';

/** Where the CodeBuild of a state directory keeps everything. */
export const codeBuildDirectory = (stateDirectory: string): string => path.join(stateDirectory, 'codebuild');

/** Where the log of a build grows. */
export const buildLogFile = (stateDirectory: string, buildId: string): string =>
  logFile(codeBuildDirectory(stateDirectory), buildId);
