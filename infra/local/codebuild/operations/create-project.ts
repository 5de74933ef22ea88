import * as v from 'valibot';
import { artifacts, environment, projectMembers, source } from '../../../codebuild/project-schemas.ts';
import { nonEmpty, projectName } from '../../../codebuild/input-schemas.ts';
import { AwsError } from '../../aws/aws-service.ts';
import type { Account } from '../state/account.ts';
import { projectArn } from '../arns.ts';
import type { Project, ProjectDeclaration } from '../model.ts';
import { checkProject } from './check-project.ts';
import { parseInput } from './parse-input.ts';

const Input = v.object({
  ...projectMembers,
  name: projectName,
  source,
  artifacts,
  environment,
  serviceRole: nonEmpty,
});

export function createProject(input: unknown, { projects }: Account): { project: Project } {
  const { badgeEnabled = false, ...members } = parseInput(Input, input);
  const declaration = members as ProjectDeclaration;
  checkProject(declaration);
  if (projects.get(declaration.name)) {
    throw new AwsError('ResourceAlreadyExistsException', `Project already exists: ${projectArn(declaration.name)}`);
  }
  return { project: projects.create({ ...declaration, badge: { badgeEnabled } }) };
}
