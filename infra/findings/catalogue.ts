import { BUILD_FINDINGS } from './build-findings.ts';
import { BUILDSPEC_FINDINGS } from './buildspec-findings.ts';
import { DEPLOYMENT_FINDINGS } from './deployment-findings.ts';
import { FILE_FINDINGS } from './file-findings.ts';
import type { FindingKind } from './finding-kind.ts';
import { PROJECT_FINDINGS } from './project-findings.ts';
import { TRIGGER_FINDINGS } from './trigger-findings.ts';

/** All findings by area, for the documentation. */
export const AREAS = {
  'The projects file': FILE_FINDINGS,
  'What starts builds': TRIGGER_FINDINGS,
  Projects: PROJECT_FINDINGS,
  Builds: BUILD_FINDINGS,
  Buildspecs: BUILDSPEC_FINDINGS,
  Deployments: DEPLOYMENT_FINDINGS,
} as const;

const ALL = {
  ...FILE_FINDINGS,
  ...TRIGGER_FINDINGS,
  ...PROJECT_FINDINGS,
  ...BUILD_FINDINGS,
  ...BUILDSPEC_FINDINGS,
  ...DEPLOYMENT_FINDINGS,
};

export type FindingId = keyof typeof ALL;

/** All findings by id. Ids are stable, since projects name them in `ignore`. */
export const FINDINGS: Readonly<Record<FindingId, FindingKind>> = ALL;
