import { projectViolations } from '../../../codebuild/project-violations.ts';
import { AwsError } from '../../aws/aws-service.ts';

/** @throws InvalidInputException with the first requirement of the service that a project does not meet */
export function checkProject(project: Parameters<typeof projectViolations>[0]): void {
  for (const { reason, change } of projectViolations(project)) {
    throw new AwsError('InvalidInputException', `Invalid input: ${reason}: ${change}`);
  }
}
