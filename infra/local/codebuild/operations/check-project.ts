import { projectViolations } from '../../../codebuild/project-violations.ts';
import { AwsError } from '../../aws/aws-service.ts';

/** @throws InvalidInputException that tells the first thing that the service asks of a project and does not find */
export function checkProject(project: Parameters<typeof projectViolations>[0]): void {
  for (const { reason, change } of projectViolations(project)) {
    throw new AwsError('InvalidInputException', `Invalid input: ${reason}: ${change}`);
  }
}
