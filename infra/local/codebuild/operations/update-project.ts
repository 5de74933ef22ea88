import * as v from 'valibot';
import { nonEmpty } from '../../../codebuild/input-schemas.ts';
import { projectMembers } from '../../../codebuild/project-schemas.ts';
import type { Account } from '../state/account.ts';
import type { Project, ProjectDeclaration } from '../model.ts';
import { checkProject } from './check-project.ts';
import { findProject } from './find-project.ts';
import { parseInput } from './parse-input.ts';

const Input = v.object({ ...projectMembers, name: nonEmpty });

/** Members that are not in the request keep their value; the others are replaced as a whole. */
export function updateProject(input: unknown, account: Account): { project: Project } {
  const { name, badgeEnabled, ...members } = parseInput(Input, input);
  const project = findProject(name, account);
  const changes = members as Partial<ProjectDeclaration>;
  checkProject({ ...project, ...changes });
  const badge = badgeEnabled === undefined ? {} : { badge: { badgeEnabled } };
  return { project: account.projects.update(project.name, { ...changes, ...badge }) };
}
