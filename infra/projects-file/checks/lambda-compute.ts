import { BUILDSPEC_PHASES } from '../../buildspec/buildspec.ts';
import { isLambda } from '../../codebuild/compute-types.ts';
import type { ProjectInput } from '../schema/projects-file-schema.ts';
import { finding, type CheckedProject, type CheckFinding } from './check.ts';

/** Source: https://docs.aws.amazon.com/codebuild/latest/userguide/lambda.html#lambda.limitations */
export function* checkLambdaCompute({ project, buildspec }: CheckedProject): Iterable<CheckFinding> {
  const { environment } = project;
  const isOnLambda = isLambda(environment?.type);
  if (isOnLambda && environment?.privilegedMode) {
    yield finding(
      'lambda-privileged-mode',
      { project: ['environment', 'privilegedMode'] },
      'Lambda compute does not support privileged mode',
      'remove privilegedMode, or choose EC2 compute, for example { type: LINUX_CONTAINER, computeType: BUILD_GENERAL1_SMALL }',
    );
  }
  if (isOnLambda && project.arn === undefined) yield* checkMembersOfLambda(project);
  if (!isOnLambda && environment?.fleet === undefined) return;
  for (const name of BUILDSPEC_PHASES) {
    if (buildspec?.phases[name]?.onFailure === undefined) continue;
    yield finding(
      'on-failure-without-effect',
      { buildspec: ['phases', name, 'on-failure'] },
      `on-failure has no effect with ${isOnLambda ? 'Lambda compute' : 'a fleet of reserved capacity'}`,
      'remove on-failure and handle the failure in the command with ||, or choose on-demand EC2 compute',
    );
  }
}

/** What CodeBuild refuses in a project with Lambda compute. */
function* checkMembersOfLambda(project: ProjectInput): Iterable<CheckFinding> {
  const { cache, environment, fileSystemLocations = [] } = project;
  const members: readonly (readonly [boolean, readonly string[]])[] = [
    [project.timeoutInMinutes !== undefined, ['timeoutInMinutes']],
    [project.queuedTimeoutInMinutes !== undefined, ['queuedTimeoutInMinutes']],
    [cache !== undefined && cache.type !== 'NO_CACHE', ['cache']],
    [project.vpcConfig !== undefined, ['vpcConfig']],
    [fileSystemLocations.length > 0, ['fileSystemLocations']],
    [environment?.certificate !== undefined, ['environment', 'certificate']],
  ];
  for (const [isSet, path] of members) {
    if (!isSet) continue;
    yield finding(
      'not-on-lambda',
      { project: path },
      `Lambda compute does not support the key "${path.at(-1)}"`,
      'remove the key, or choose EC2 compute, for example { type: LINUX_CONTAINER, computeType: BUILD_GENERAL1_SMALL }',
    );
  }
}
