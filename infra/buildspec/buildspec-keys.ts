import { BUILDSPEC_PHASES } from './buildspec.ts';

/**
 * The keys of the format by the mapping that holds them, and whether this reader acts on them.
 * Source: https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
 */
export const BUILDSPEC_KEYS = {
  buildspec: {
    version: 'read',
    'run-as': 'ignored',
    env: 'read',
    proxy: 'ignored',
    batch: 'ignored',
    phases: 'read',
    reports: 'ignored',
    artifacts: 'ignored',
    cache: 'ignored',
  },
  env: {
    shell: 'read',
    variables: 'read',
    'parameter-store': 'ignored',
    'secrets-manager': 'ignored',
    'exported-variables': 'ignored',
    'git-credential-helper': 'ignored',
  },
  phases: Object.fromEntries(BUILDSPEC_PHASES.map((name) => [name, 'read'])),
  phase: {
    'run-as': 'ignored',
    'on-failure': 'read',
    'runtime-versions': 'ignored',
    commands: 'read',
    finally: 'read',
  },
} as const satisfies Record<string, Readonly<Record<string, 'read' | 'ignored'>>>;

export type BuildspecMapping = keyof typeof BUILDSPEC_KEYS;
