import { BUILDSPEC_PHASES } from '../../buildspec/buildspec.ts';
import { isLambda } from '../../codebuild/compute-types.ts';
import { error, warning, type CheckedProject, type Finding } from './check.ts';

/** Source: https://docs.aws.amazon.com/codebuild/latest/userguide/lambda-compute-images.html */
export function* checkLambdaCompute({ project, buildspec }: CheckedProject): Iterable<Finding> {
  const { environment } = project;
  const isOnLambda = isLambda(environment?.type);
  if (isOnLambda && environment?.privilegedMode) {
    yield error(
      { project: ['environment', 'privilegedMode'] },
      'Lambda compute has no privileged mode',
      'take it out, or choose EC2 compute: type: LINUX_CONTAINER, computeType: BUILD_GENERAL1_SMALL',
    );
  }
  if (!isOnLambda && environment?.fleet === undefined) return;
  for (const name of BUILDSPEC_PHASES) {
    if (buildspec?.phases[name]?.onFailure === undefined) continue;
    yield warning(
      { buildspec: ['phases', name, 'on-failure'] },
      `on-failure has no effect with ${isOnLambda ? 'Lambda compute' : 'a fleet of reserved capacity'}`,
      'handle the failure in the command, with || after it, or choose EC2 compute on demand',
    );
  }
}
