import { BUILDSPEC_PHASES } from './buildspec.ts';

/**
 * The keys of the format by the mapping that contains them, and whether they can have an effect outside of AWS.
 * Source: https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
 */
export const BUILDSPEC_KEYS = {
  buildspec: {
    version: 'read',
    'run-as': 'ignored',
    env: 'read',
    // The name of env in version 0.1.
    environment_variables: 'read',
    proxy: 'ignored',
    batch: 'read',
    phases: 'read',
    reports: 'read',
    artifacts: 'read',
    cache: 'read',
  },
  env: {
    shell: 'read',
    variables: 'read',
    // The name of variables in version 0.1.
    plaintext: 'read',
    'parameter-store': 'read',
    'secrets-manager': 'read',
    'exported-variables': 'read',
    'git-credential-helper': 'read',
  },
  phases: Object.fromEntries(BUILDSPEC_PHASES.map((name) => [name, 'read'])),
  phase: {
    'run-as': 'ignored',
    'on-failure': 'read',
    'runtime-versions': 'read',
    commands: 'read',
    finally: 'read',
  },
  report: { files: 'read', 'base-directory': 'read', 'discard-paths': 'read', 'file-format': 'read' },
  artifacts: {
    files: 'read',
    name: 'read',
    'base-directory': 'read',
    'discard-paths': 'read',
    'exclude-paths': 'read',
    's3-prefix': 'read',
    'enable-symlinks': 'read',
    'secondary-artifacts': 'read',
    // This key exists only in version 0.1, and its value is always ZIP.
    type: 'read',
  },
  cache: { paths: 'read', key: 'read', 'fallback-keys': 'read', action: 'read' },
} as const satisfies Record<string, Readonly<Record<string, 'read' | 'ignored'>>>;

export type BuildspecMapping = keyof typeof BUILDSPEC_KEYS;
