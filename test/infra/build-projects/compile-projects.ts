import { buildStacks, type BuildStack } from '../../../infra/build-projects/build-stacks.ts';
import { readProjectsFile } from '../../../infra/projects-file/read-projects-file.ts';
import type { Resource } from '../../../infra/cloudformation/template.ts';

/** The stacks of a projects file's text, for stage prod in eu-west-1. */
export function compileProjects(text: string): readonly BuildStack[] {
  const read = readProjectsFile(text);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const written = read.projects.map((project) => project.written);
  return buildStacks(written, { stage: 'prod', region: 'eu-west-1' });
}

export const resourcesOf = (stacks: readonly BuildStack[], type: string): readonly Resource[] =>
  stacks.flatMap(({ template }) => Object.values(template.Resources)).filter(({ Type }) => Type === type);

/** A projects file of one project, web, with these keys in place of its own; a key with no value is left out. */
export function projectsFile(keys: Readonly<Record<string, object | string | number | undefined>> = {}): string {
  const project = {
    name: 'web',
    source: { type: 'GITHUB', location: 'https://github.com/acme/web.git' },
    environment: ENVIRONMENT,
    ...keys,
  };
  // JSON is YAML.
  return JSON.stringify({ projects: [project] });
}

export const ENVIRONMENT = {
  type: 'LINUX_CONTAINER',
  image: 'aws/codebuild/standard:7.0',
  computeType: 'BUILD_GENERAL1_SMALL',
};
