import { checkBadgeBranch } from './badge-branch.ts';
import { checkBuildspecOfForks } from './buildspec-of-forks.ts';
import { checkBuildspecSecrets } from './buildspec-secrets.ts';
import { checkCache } from './cache.ts';
import type { Check } from './check.ts';
import { checkCloudFormation } from './cloudformation.ts';
import { checkCompleteness } from './completeness.ts';
import { checkDockerDaemon } from './docker-daemon.ts';
import { checkEnvironment } from './environment.ts';
import { checkImageRepository } from './image-repository.ts';
import { checkLambdaCompute } from './lambda-compute.ts';
import { checkLogExcerpt } from './log-excerpt.ts';
import { checkMembers } from './members.ts';
import { checkPermissions } from './permissions.ts';
import { checkPublicBuilds } from './public-builds.ts';
import { checkPushToEcr } from './push-to-ecr.ts';
import { checkReservedVariables } from './reserved-variables.ts';
import { checkRole } from './role.ts';
import { checkRuntimes } from './runtimes.ts';
import { checkSecrets } from './secrets.ts';
import { checkSourceCredentials } from './source-credentials.ts';
import { checkSourceVersion } from './source-version.ts';
import { checkUrlCredentials } from './url-credentials.ts';
import { checkVpc } from './vpc.ts';

/** The checks of each project; their order does not matter. */
export const CHECKS: readonly Check[] = [
  checkBadgeBranch,
  checkBuildspecOfForks,
  checkBuildspecSecrets,
  checkCache,
  checkCloudFormation,
  checkCompleteness,
  checkDockerDaemon,
  checkEnvironment,
  checkImageRepository,
  checkLambdaCompute,
  checkLogExcerpt,
  checkMembers,
  checkPermissions,
  checkPublicBuilds,
  checkPushToEcr,
  checkReservedVariables,
  checkRole,
  checkRuntimes,
  checkSecrets,
  checkSourceCredentials,
  checkSourceVersion,
  checkUrlCredentials,
  checkVpc,
];
