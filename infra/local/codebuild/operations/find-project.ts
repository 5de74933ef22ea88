import { AwsError } from '../../aws-service.ts';
import type { Account } from '../account.ts';
import { projectArn } from '../arns.ts';
import type { Project } from '../model.ts';

/** Throws ResourceNotFoundException. */
export function findProject(name: string, { projects }: Account): Project {
  const project = projects.get(name);
  if (!project) throw new AwsError('ResourceNotFoundException', `Project cannot be found: ${projectArn(name)}`);
  return project;
}
