import { AwsError } from '../../aws/aws-service.ts';
import type { Account } from '../state/account.ts';
import { projectArn, projectName } from '../arns.ts';
import type { Project } from '../model.ts';

/** Finds a project by its name or ARN. Throws ResourceNotFoundException. */
export function findProject(nameOrArn: string, { projects }: Account): Project {
  const name = projectName(nameOrArn);
  const project = projects.get(name);
  if (!project) throw new AwsError('ResourceNotFoundException', `Project cannot be found: ${projectArn(name)}`);
  return project;
}
