import { ProjectVisibilityType } from '@aws-sdk/client-codebuild';
import * as v from 'valibot';
import { nonEmpty, oneOf } from '../../../codebuild/input-schemas.ts';
import type { Account } from '../state/account.ts';
import type { ProjectDeclaration } from '../model.ts';
import { findProject } from './find-project.ts';
import { parseInput } from './parse-input.ts';

const Input = v.object({
  projectArn: nonEmpty,
  projectVisibility: oneOf(ProjectVisibilityType),
  resourceAccessRole: v.optional(nonEmpty),
});

interface ProjectVisibility {
  readonly projectArn: string;
  readonly projectVisibility: ProjectVisibilityType;
}

/** Stored in the project. On this machine, no project is visible from outside. */
export function updateProjectVisibility(input: unknown, account: Account): ProjectVisibility {
  const { projectArn, ...visibility } = parseInput(Input, input);
  const { name, arn } = findProject(projectArn, account);
  account.projects.update(name, visibility as Partial<ProjectDeclaration>);
  return { projectArn: arn, projectVisibility: visibility.projectVisibility };
}
