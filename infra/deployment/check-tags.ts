import { findingAt } from '../findings/finding-at.ts';
import type { Finding } from '../findings/finding.ts';
import { areNamed } from '../template/project-access.ts';
import { PROJECT_TAG } from '../cloudformation/project-tags.ts';
import type { RefusedFile } from '../projects-file/read-projects-file.ts';

const MOST_NAMES = 5;

/**
 * If a role cannot name all projects, its functions can use those with the stage's tag. The deployment tags the
 * projects that it creates; existing ones need the tag in the projects file.
 */
export function* checkTags(
  { projects, locate }: Pick<RefusedFile, 'projects' | 'locate'>,
  stage: string,
): Iterable<Finding> {
  const all = projects.map(({ written }) => written);
  if (areNamed(all)) return;
  const untagged = [...all.entries()].filter(
    ([, { arn, tags = [] }]) => arn !== undefined && !tags.some(isStage(stage)),
  );
  const [first] = untagged;
  if (!first) return;
  const [index, { name }] = first;
  const names = untagged.slice(0, MOST_NAMES).map(([, project]) => project.name);
  const more = untagged.length - names.length;
  yield findingAt(
    'project-without-stage-tag',
    locate(['projects', index]),
    `a role's policies cannot name ${all.length} projects, so the functions can only use those with the tag ${PROJECT_TAG}=${stage}, ` +
      `which is missing from ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}: add the tag to each of these projects, together with the project's other tags, with ` +
      `aws codebuild update-project --name ${name} --tags key=${PROJECT_TAG},value=${stage}, ` +
      `and to its tags in the projects file: { key: '${PROJECT_TAG}', value: ${stage} }`,
  );
}

const isStage =
  (stage: string) =>
  ({ key, value }: { readonly key?: string | undefined; readonly value?: string | undefined }): boolean =>
    key === PROJECT_TAG && value === stage;
