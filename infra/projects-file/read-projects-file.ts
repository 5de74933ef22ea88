import * as v from 'valibot';
import type { CompiledProjects } from '../../functions/core/configuration.ts';
import { isInline } from '../buildspec/is-inline.ts';
import { readBuildspec } from '../buildspec/read-buildspec.ts';
import { checkKeys } from './check-keys.ts';
import { checkProject, type ReadBuildspec } from './check-project.ts';
import { checkPattern } from './pattern/check-pattern.ts';
import { describeIssue, pathOf } from './describe-issue.ts';
import {
  declaredProject,
  projectsFileSchema,
  type DeclaredProject,
  type ProjectInput,
  type ProjectsFileInput,
} from './projects-file-schema.ts';
import { readApi } from './read-api.ts';
import { readHook } from './read-hook.ts';
import { delivers, readProject } from './read-project.ts';
import { reportTo, type Findings, type Report } from './report.ts';
import type { StackSettings } from './stack-schema.ts';
import { readYaml, type Problem, type YamlPath, type YamlSource } from './yaml-source.ts';

export interface ProjectsFile {
  readonly compiled: CompiledProjects;
  /** What CodeBuild's API is to know of each project. */
  readonly declared: readonly DeclaredProject[];
  /** Each project as it is written, with all of its keys: of those without an arn what the deployment makes. */
  readonly projects: readonly ProjectInput[];
  readonly stack: StackSettings;
  /** What will work otherwise than its writer may think. */
  readonly warnings: readonly Problem[];
}

export interface RefusedFile {
  readonly problems: readonly Problem[];
  /** Absent where its shape is wrong already. */
  readonly warnings?: readonly Problem[];
}

/** Finds the buildspec that stands in a file and not in the projects file. */
export type FindBuildspec = (project: ProjectInput) => { readonly file: string; readonly text: string } | undefined;

/** Checks a projects file's text. Every problem is found at once, each with its place and what would be right. */
export function readProjectsFile(
  text: string,
  findBuildspec: FindBuildspec = () => undefined,
): ProjectsFile | RefusedFile {
  const source = readYaml(text);
  if ('problems' in source) return source;
  const findings: Findings = { problems: [], warnings: [] };
  const report = reportTo(findings, source);

  if (Array.isArray(source.value) || typeof (source.value ?? {}) !== 'object') {
    report.problem([], 'the file must be a mapping with webhooks and projects');
    return { problems: findings.problems };
  }
  for (const { path, message } of checkKeys(projectsFileSchema, source.value)) report.problem(path, message);
  const read = v.safeParse(projectsFileSchema, source.value ?? {});
  if (!read.success) {
    for (const issue of read.issues) report.problem(pathOf(issue), describeIssue(issue));
    return { problems: findings.problems.toSorted(byPlace) };
  }
  const compiled = compile(read.output, report);
  for (const [index, project] of (read.output.projects ?? []).entries()) {
    const at = ['projects', index];
    const buildspec = readBuildspecOf(project, at, source, findBuildspec);
    checkProject(project, buildspec, (path) => source.position([...at, ...path]), findings);
  }
  const warnings = findings.warnings.toSorted(byPlace);
  if (findings.problems.length > 0) return { problems: findings.problems.toSorted(byPlace), warnings };
  const projects = read.output.projects ?? [];
  const declared = projects.map((project) => v.parse(declaredProject, project));
  return { compiled, declared, projects, stack: read.output.stack, warnings };
}

const byPlace = (one: Problem, other: Problem): number =>
  (one.file ?? '').localeCompare(other.file ?? '') || one.line - other.line || one.column - other.column;

function readBuildspecOf(
  project: ProjectInput,
  at: YamlPath,
  source: YamlSource,
  findBuildspec: FindBuildspec,
): ReadBuildspec | undefined {
  const { buildspec } = project.source;
  if (buildspec !== undefined && isInline(buildspec)) {
    const path = [...at, 'source', 'buildspec'];
    return { reading: readBuildspec(buildspec), locate: (place) => source.positionWithin(path, place) };
  }
  const found = findBuildspec(project);
  return found && { reading: readBuildspec(found.text), locate: (place) => ({ file: found.file, ...place }) };
}

function compile({ webhooks, projects, api }: ProjectsFileInput, report: Report): CompiledProjects {
  const hooks = Object.entries(webhooks ?? {}).map(([name, hook]) => readHook(name, hook, report));
  const names = new Set<string>();
  const checked = new Map<string, ReturnType<typeof checkPattern>>();
  const checkOnce = (text: string) => {
    const known = checked.get(text) ?? checkPattern(text);
    checked.set(text, known);
    return known;
  };
  const compiled = (projects ?? []).map((project, index) => {
    const path = ['projects', index];
    const { name } = project;
    if (names.has(name)) {
      report.problem([...path, 'name'], `two projects are called ${name}: give one another name`);
    }
    names.add(name);
    return readProject(project, path, { hooks, checkPattern: checkOnce, report });
  });
  for (const hook of compiled.length === 0 ? [] : hooks) {
    if (compiled.some((project) => delivers(hook, project))) continue;
    report.warn(
      ['webhooks', hook.name],
      `no project is of a repository at ${hook.host}, so that deliveries of ${hook.name} start nothing: add one, or take the hook out`,
    );
  }
  return { hooks, projects: compiled, ...(api && { api: readApi(api, [...names], report) }) };
}
