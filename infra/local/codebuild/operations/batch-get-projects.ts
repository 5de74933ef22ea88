import * as v from 'valibot';
import { batch } from '../../../codebuild/input-schemas.ts';
import type { Account } from '../state/account.ts';
import { projectName } from '../arns.ts';
import type { Project } from '../model.ts';
import { parseInput } from './parse-input.ts';

export function batchGetProjects(
  input: unknown,
  { projects }: Account,
): { projects: Project[]; projectsNotFound: string[] } {
  const { names } = parseInput(v.object({ names: batch }), input);
  const find = (nameOrArn: string): Project | undefined => projects.get(projectName(nameOrArn));
  return {
    projects: names.flatMap((name) => find(name) ?? []),
    projectsNotFound: names.filter((name) => !find(name)),
  };
}
