import { areNamed, PROJECT_TAG } from '../stack/project-access.ts';
import type { DeclaredProject } from './projects-file-schema.ts';

const MOST_NAMES = 5;

/**
 * Where a role can't name all projects, its functions may use those with the stage's tag: the deployment gives it to
 * the projects that it makes.
 *
 * @returns what is wrong with those that exist, by the tags in the projects file
 */
export function whyUntagged(projects: readonly DeclaredProject[], stage: string): string | undefined {
  if (areNamed(projects)) return undefined;
  const untagged = projects.filter(({ arn, tags = [] }) => arn !== undefined && !tags.some(isStage(stage)));
  const [first] = untagged;
  if (!first) return undefined;
  const names = untagged.slice(0, MOST_NAMES).map(({ name }) => name);
  const more = untagged.length - names.length;
  return (
    `A role's policies can't name ${projects.length} projects, so that the functions may use those with the tag ${PROJECT_TAG}=${stage}. ` +
    `It is missing from ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}: add it to each, together with its other tags, with ` +
    `aws codebuild update-project --name ${first.name} --tags key=${PROJECT_TAG},value=${stage}, ` +
    `and to its tags in the projects file: { key: '${PROJECT_TAG}', value: ${stage} }.`
  );
}

const isStage =
  (stage: string) =>
  ({ key, value }: { readonly key?: string | undefined; readonly value?: string | undefined }): boolean =>
    key === PROJECT_TAG && value === stage;
