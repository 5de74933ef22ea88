import { buildStackProblems } from '../build-projects/build-stack-problems.ts';
import { buildStacks } from '../build-projects/build-stacks.ts';
import { imageRepositoryProblems } from '../build-projects/image-repositories.ts';
import { findingAt } from '../findings/finding-at.ts';
import type { Finding } from '../findings/finding.ts';
import type { ProjectsFile } from '../projects-file/read-projects-file.ts';
import { checkTags } from '../projects-file/check-tags.ts';

/** What a deployment to the stage would meet, for all projects together, as far as it shows without credentials. */
export function* checkDeployment(
  file: ProjectsFile,
  target: { readonly stage: string; readonly region: string },
): Iterable<Finding> {
  yield* checkTags(file, target.stage);
  const place = file.locate(['projects']);
  for (const { id, message } of [
    ...buildStackProblems(buildStacks(file.projects, target)),
    ...imageRepositoryProblems(file.projects),
  ]) {
    yield findingAt(id, place, message);
  }
}
