import type { AccountBuilds, Builds } from '../core/builds/build-ports.ts';
import type { MethodActions } from './aws/method-actions.ts';
import type { CodeBuildCalls } from './codebuild-client.ts';

/** The actions of codebuild-builds.ts, in a file that does not load the SDK. @see MethodActions */
export const CODEBUILD_ACTIONS = {
  start: 'codebuild:StartBuild',
  retry: 'codebuild:RetryBuild',
  stop: 'codebuild:StopBuild',
  get: 'codebuild:BatchGetBuilds',
  newestIds: 'codebuild:ListBuildsForProject',
} as const satisfies MethodActions<Builds> & CodeBuildActions;

/** The actions of calls that do not concern a single project. */
export const ACCOUNT_ACTIONS = {
  listedIds: 'codebuild:ListBuilds',
} as const satisfies MethodActions<AccountBuilds> & CodeBuildActions;

type CodeBuildActions = Readonly<Record<string, `codebuild:${Capitalize<keyof CodeBuildCalls>}`>>;
