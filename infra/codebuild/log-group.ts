/** The prefix of the log group of every project that does not name one. */
export const CODEBUILD_GROUPS = '/aws/codebuild/';

interface LoggedProject {
  readonly name: string;
  readonly logsConfig?:
    { readonly cloudWatchLogs?: { readonly groupName?: string | undefined } | undefined } | undefined;
}

/** The log group of a project's builds. */
export const logGroupOf = ({ name, logsConfig }: LoggedProject): string =>
  logsConfig?.cloudWatchLogs?.groupName ?? `${CODEBUILD_GROUPS}${name}`;
