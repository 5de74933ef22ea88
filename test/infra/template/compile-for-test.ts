import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readProjectsFile } from '../../../infra/projects-file/read-projects-file.ts';
import { compileTemplate, type CompileOptions } from '../../../infra/package/compile-template.ts';
import type { Resource, Template } from '../../../infra/cloudformation/template.ts';
import { readDeployment } from '../../../infra/serverless-file/read-deployment.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const PLUGIN = 'infra/build-projects/upload-templates.mjs';

/** The options from which packaging generates the stack, for a projects file with this text. */
export function stackOptions(
  stage: string,
  projectsFile = '',
  region = 'eu-west-1',
): Omit<CompileOptions, 'directory'> {
  const projects = readProjectsFile(projectsFile);
  if ('problems' in projects) throw new Error(JSON.stringify(projects.problems));
  return {
    stage,
    region,
    functions: readDeployment(ROOT, stage, region).functions,
    projects,
    reserveConcurrency: true,
  };
}

/** The same with a hook that has a credential and a project with logExcerpt, so that every queue is polled. */
export function reportingOptions(...options: Parameters<typeof stackOptions>): Omit<CompileOptions, 'directory'> {
  const { projects, ...others } = stackOptions(...options);
  const hook = { name: 'acme', provider: 'github', host: 'github.acme.io', credential: 'token' } as const;
  const { projects: excerpted } = stackOptions(others.stage, EXCERPTED).projects;
  return {
    ...others,
    projects: { ...projects, hooks: [...projects.hooks, hook], projects: [...projects.projects, ...excerpted] },
  };
}

const EXCERPTED = `projects:
  - name: excerpted
    arn: arn:aws:codebuild:eu-west-1:123456789012:project/excerpted
    source: { type: NO_SOURCE }
    logExcerpt: { secrets: masked }
`;

export interface CompiledStack {
  readonly template: Template;
  readonly resources: Template['Resources'];
  /** Resources of a type, by their logical ids. */
  ofType(type: string): readonly (readonly [string, Resource])[];
  properties(type: string): readonly Resource['Properties'][];
}

const compiled = new Map<string, Promise<CompiledStack>>();

/** The template that `npm run package` compiles, in a folder of its own and without the zips' contents; compiled once for the same options. */
export function compileForTest(options: Omit<CompileOptions, 'directory'>): Promise<CompiledStack> {
  const key = JSON.stringify(options);
  const stack = compiled.get(key) ?? compileAnew(options);
  compiled.set(key, stack);
  return stack;
}

async function compileAnew(options: Omit<CompileOptions, 'directory'>): Promise<CompiledStack> {
  const directory = await mkdtemp(join(tmpdir(), 'template-'));
  try {
    await cp(join(ROOT, 'serverless.yml'), join(directory, 'serverless.yml'));
    await cp(join(ROOT, 'infra/resources'), join(directory, 'infra/resources'), { recursive: true });
    await cp(join(ROOT, PLUGIN), join(directory, PLUGIN));
    await symlink(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
    await mkdir(join(directory, '.build'));
    await Promise.all(options.functions.map(({ name }) => writeFile(join(directory, '.build', `${name}.zip`), name)));
    return query((await compileTemplate({ ...options, directory })).template);
  } finally {
    await rm(directory, { recursive: true });
  }
}

function query(template: Template): CompiledStack {
  const ofType = (type: string) => Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
  return {
    template,
    resources: template.Resources,
    ofType,
    properties: (type) => ofType(type).map(([, { Properties }]) => Properties),
  };
}
