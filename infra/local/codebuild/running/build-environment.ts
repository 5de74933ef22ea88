import { LOCAL_REGION } from '../../../serverless-file/local-stage.ts';
import type { Variables } from './build-shell.ts';
import type { DownloadedSource } from '../sources/download-sources.ts';
import type { Build } from '../model.ts';

/** The directories that belong to one build. */
export interface BuildDirectories {
  readonly root: string;
  readonly source: string;
  readonly home: string;
  readonly temporary: string;
}

/**
 * The variables of a build's first command: only PATH and the language from the machine, then the build's own, and
 * finally CodeBuild's, which take precedence.
 * Source: https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
 */
export function buildEnvironment(
  build: Build,
  own: Variables,
  sources: readonly DownloadedSource[],
  directories: BuildDirectories,
  machine: NodeJS.ProcessEnv,
): Variables {
  return {
    PATH: programPath(machine['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'),
    LANG: machine['LANG'] ?? 'C.UTF-8',
    HOME: directories.home,
    TMPDIR: directories.temporary,
    AWS_REGION: LOCAL_REGION,
    AWS_DEFAULT_REGION: LOCAL_REGION,
    ...own,
    ...codebuildVariables(build),
    ...Object.assign({}, ...sources.map(sourceVariables)),
  };
}

const codebuildVariables = (build: Build): Variables => ({
  CODEBUILD_CI: 'true',
  CODEBUILD_BUILD_ARN: build.arn,
  CODEBUILD_BUILD_ID: build.id,
  ...(build.environment.image !== undefined && { CODEBUILD_BUILD_IMAGE: build.environment.image }),
  CODEBUILD_BUILD_NUMBER: String(build.buildNumber),
  CODEBUILD_BUILD_SUCCEEDING: '1',
  CODEBUILD_INITIATOR: build.initiator,
  CODEBUILD_KMS_KEY_ID: build.encryptionKey,
  CODEBUILD_LOG_PATH: build.logs.streamName ?? '',
  CODEBUILD_START_TIME: String(Math.round(build.startTime * 1000)),
});

/** The variables of a secondary source have its identifier as a suffix. */
function sourceVariables({ source, identifier, directory, version, resolvedVersion }: DownloadedSource): Variables {
  const variables = {
    CODEBUILD_SRC_DIR: directory,
    CODEBUILD_SOURCE_REPO_URL: source.location,
    CODEBUILD_SOURCE_VERSION: version,
    CODEBUILD_RESOLVED_SOURCE_VERSION: resolvedVersion,
  };
  const suffix = identifier === undefined ? '' : `_${identifier}`;
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value ? [[`${name}${suffix}`, value]] : [])),
  );
}

/**
 * Without the directories that npm adds for its scripts: a build must find its own programs, not those of this service.
 */
const programPath = (path: string): string =>
  path
    .split(':')
    .filter((directory) => !/(?:\/node_modules\/\.bin|\/node-gyp-bin)\/?$/.test(directory))
    .join(':');
