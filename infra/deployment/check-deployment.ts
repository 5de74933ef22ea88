import { buildStackProblems } from '../build-projects/build-stack-problems.ts';
import { buildStacks } from '../build-projects/build-stacks.ts';
import { imageRepositoryProblems } from '../build-projects/image-repositories.ts';
import { findingAt } from '../findings/finding-at.ts';
import type { Finding } from '../findings/finding.ts';
import { checkDeployable } from './check-deployable.ts';
import type { ProjectsFile, RefusedFile } from '../projects-file/read-projects-file.ts';
import { checkTags } from './check-tags.ts';

/**
 * Finds what would go wrong in a deployment to the stage, for all projects together. For a file with errors, it checks
 * as much as possible.
 *
 * @param target with the account of the credentials, if there are any
 */
export function* checkDeployment(
  read: ProjectsFile | RefusedFile,
  target: { readonly stage: string; readonly region: string; readonly account?: string },
): Iterable<Finding> {
  yield* checkDeployable(read, target);
  yield* checkTags(read, target.stage);
  if ('problems' in read) return;
  const place = read.locate(['projects']);
  const projects = read.projects.map(({ written }) => written);
  for (const { id, message } of [
    ...buildStackProblems(buildStacks(projects, target)),
    ...imageRepositoryProblems(projects),
  ]) {
    yield findingAt(id, place, message);
  }
}
