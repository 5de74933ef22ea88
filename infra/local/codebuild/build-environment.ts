import { LOCAL_REGION } from '../aws-service.ts';
import type { Variables } from './build-shell.ts';
import type { Build } from './model.ts';

/** The directories that a build has to itself. */
export interface BuildDirectories {
  readonly root: string;
  readonly source: string;
  readonly home: string;
  readonly temporary: string;
}

/**
 * The variables of a build's first command: of the machine only the way to its programs and its language, then
 * the buildspec's, the project's and StartBuild's, later ones over earlier ones.
 * Source: https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
 */
export function buildEnvironment(
  build: Build,
  buildspecVariables: Variables,
  directories: BuildDirectories,
  machine: NodeJS.ProcessEnv,
): Variables {
  const own = build.environment.environmentVariables
    .filter(({ type }) => type === 'PLAINTEXT')
    .map(({ name, value }) => [name, value] as const);
  return {
    PATH: programPath(machine['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'),
    LANG: machine['LANG'] ?? 'C.UTF-8',
    HOME: directories.home,
    TMPDIR: directories.temporary,
    AWS_REGION: LOCAL_REGION,
    AWS_DEFAULT_REGION: LOCAL_REGION,
    ...buildspecVariables,
    ...Object.fromEntries(own),
    ...codebuildVariables(build, directories),
  };
}

const codebuildVariables = (build: Build, directories: BuildDirectories): Variables => ({
  CODEBUILD_CI: 'true',
  CODEBUILD_BUILD_ARN: build.arn,
  CODEBUILD_BUILD_ID: build.id,
  CODEBUILD_BUILD_IMAGE: build.environment.image,
  CODEBUILD_BUILD_NUMBER: String(build.buildNumber),
  CODEBUILD_BUILD_SUCCEEDING: '1',
  CODEBUILD_INITIATOR: build.initiator,
  CODEBUILD_KMS_KEY_ID: build.encryptionKey,
  CODEBUILD_LOG_PATH: build.logs.streamName ?? '',
  ...(build.resolvedSourceVersion && { CODEBUILD_RESOLVED_SOURCE_VERSION: build.resolvedSourceVersion }),
  ...(build.source.location && { CODEBUILD_SOURCE_REPO_URL: build.source.location }),
  ...(build.sourceVersion && { CODEBUILD_SOURCE_VERSION: build.sourceVersion }),
  CODEBUILD_SRC_DIR: directories.source,
  CODEBUILD_START_TIME: String(Math.round(build.startTime * 1000)),
});

/** Without what npm puts in front for its scripts: a build must find its own programs, not those of this service. */
const programPath = (path: string): string =>
  path
    .split(':')
    .filter((directory) => !/(?:\/node_modules\/\.bin|\/node-gyp-bin)\/?$/.test(directory))
    .join(':');
