import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildStackProblems } from '../build-projects/build-stack-problems.ts';
import type { BuildStack } from '../build-projects/build-stacks.ts';
import { findingAt } from '../findings/finding-at.ts';
import { refuse } from '../findings/refuse.ts';
import type { ProjectsFile } from '../projects-file/read-projects-file.ts';
import { osls } from './osls.ts';
import { generateTemplate, type TemplateOptions } from './generate-template.ts';
import type { Template } from '../cloudformation/template.ts';
import { templateProblems } from '../cloudformation/template-problems.ts';
import type { Found } from '../findings/finding.ts';

export interface CompileOptions extends TemplateOptions {
  /** The folder of serverless.yml, which also contains the functions' zips. */
  readonly directory: string;
  readonly projects: TemplateOptions['projects'] & Pick<ProjectsFile, 'locate'>;
}

export interface CompiledStacks {
  /** The path of the main stack's template. */
  readonly path: string;
  readonly template: Template;
  /** The stacks of the build projects. */
  readonly buildStacks: readonly BuildStack[];
}

/**
 * Compiles serverless.yml and the projects file to the CloudFormation templates, offline.
 *
 * @throws Error with osls's own message, or with what AWS would refuse about the templates
 */
export async function compileTemplate(options: CompileOptions): Promise<CompiledStacks> {
  const { directory, stage, region } = options;
  const { buildStacks, ...inMainStack } = generateTemplate(options);
  const place = options.projects.locate(['projects']);
  const refuseAll = (problems: Iterable<Found>): void =>
    refuse([...problems].map(({ id, message }) => findingAt(id, place, message)));
  refuseAll(buildStackProblems(buildStacks));
  const folder = join(directory, '.build', 'build-projects');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const { file, template } of buildStacks) await writeFile(join(folder, file), JSON.stringify(template));
  await writeFile(join(directory, '.build', 'stack.json'), JSON.stringify(inMainStack));
  await osls(['package', '--stage', stage, '--region', region], directory);
  const path = join(directory, '.serverless', 'cloudformation-template-update-stack.json');
  const template = JSON.parse(await readFile(path, 'utf8')) as Template;
  refuseAll(templateProblems(`the stack pushlight-${stage}`, template));
  return { path, template, buildStacks };
}
