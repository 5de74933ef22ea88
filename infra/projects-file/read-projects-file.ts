import * as v from 'valibot';
import type { CompiledProjects } from '../../functions/core/configuration.ts';
import { isInline } from '../buildspec/is-inline.ts';
import { readBuildspec } from '../buildspec/read-buildspec.ts';
import { FINDINGS } from '../findings/catalogue.ts';
import type { Finding, IgnoredFinding, Place } from '../findings/finding.ts';
import { applyIgnores } from './apply-ignores.ts';
import { checkKeys } from './check-keys.ts';
import { checkProject, type ReadBuildspec } from './check-project.ts';
import { checkPattern } from './pattern/check-pattern.ts';
import { describeIssue, idOf, pathOf } from './describe-issue.ts';
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
import type { Say } from './say.ts';
import type { StackSettings } from './stack-schema.ts';
import { readYaml, type YamlPath, type YamlSource } from './yaml-source.ts';

export interface ProjectsFile {
  readonly compiled: CompiledProjects;
  /** What CodeBuild's API is to know of each project. */
  readonly declared: readonly DeclaredProject[];
  /** Each project as it is written, with all of its keys: of those without an arn what the deployment makes. */
  readonly projects: readonly ProjectInput[];
  readonly stack: StackSettings;
  readonly warnings: readonly Finding[];
  readonly ignored: readonly IgnoredFinding[];
  /** Where the key or value at a path is written. */
  readonly locate: (path: YamlPath) => Place;
}

/** A file that cannot be used. */
export interface RefusedFile {
  /** Its errors. */
  readonly problems: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly ignored: readonly IgnoredFinding[];
}

/** Finds the buildspec that stands in a file and not in the projects file. */
export type FindBuildspec = (project: ProjectInput) => { readonly file: string; readonly text: string } | undefined;

/**
 * Checks a projects file's text. Every problem is found at once, each with its place and what would be right.
 *
 * @param file as findings should name it
 */
export function readProjectsFile(
  text: string,
  findBuildspec: FindBuildspec = () => undefined,
  file = 'infra/projects.yml',
): ProjectsFile | RefusedFile {
  const source = readYaml(text);
  if ('problems' in source) {
    const problems = source.problems.map((problem) => ({ file, severity: 'error' as const, ...problem }));
    return { problems, warnings: [], ignored: [] };
  }
  const locate = (path: YamlPath): Place => ({ file, ...source.position(path) });
  const findings: Finding[] = [];
  const sayTo =
    (list: Finding[]): Say =>
    (id, path, message) =>
      list.push({ ...locate(path), id, severity: FINDINGS[id].severity, message });
  const say = sayTo(findings);
  const refused = (): RefusedFile => ({ ...bySeverity(findings, file), ignored: [] });

  if (Array.isArray(source.value) || typeof (source.value ?? {}) !== 'object') {
    say('file-not-a-mapping', [], 'the file must be a mapping with webhooks and projects');
    return refused();
  }
  for (const { id, path, message } of checkKeys(projectsFileSchema, source.value)) say(id, path, message);
  const read = v.safeParse(projectsFileSchema, source.value ?? {});
  if (!read.success) {
    for (const issue of read.issues) say(idOf(issue), pathOf(issue), describeIssue(issue));
    return refused();
  }
  const projects = read.output.projects ?? [];
  const ofProjects = projects.map((): Finding[] => []);
  const compiled = compile(read.output, say, (index) => sayTo(ofProjects[index]!));
  const ignored = projects.flatMap((project, index) => {
    const at = ['projects', index];
    const buildspec = readBuildspecOf(project, at, locate, source, findBuildspec);
    ofProjects[index]!.push(...checkProject(project, buildspec, (path) => locate([...at, ...path])));
    const { ignore = [] } = project;
    const applied = applyIgnores(
      { findings: ofProjects[index]!, ignore, isBuildspecRead: buildspec !== undefined },
      (id, entry, message) => say(id, [...at, 'ignore', entry, 'id'], message),
    );
    findings.push(...applied.kept);
    return applied.ignored;
  });
  const { problems, warnings } = bySeverity(findings, file);
  if (problems.length > 0) return { problems, warnings, ignored };
  const declared = projects.map((project) => v.parse(declaredProject, project));
  return { compiled, declared, projects, stack: read.output.stack, warnings, ignored, locate };
}

/** In the order of the text, the projects file's own first. */
function bySeverity(findings: readonly Finding[], own: string): Pick<RefusedFile, 'problems' | 'warnings'> {
  const rank = ({ file }: Finding): string => (file === own ? '' : file);
  const sorted = findings.toSorted(
    (one, other) => rank(one).localeCompare(rank(other)) || one.line - other.line || one.column - other.column,
  );
  return {
    problems: sorted.filter(({ severity }) => severity === 'error'),
    warnings: sorted.filter(({ severity }) => severity === 'warning'),
  };
}

function readBuildspecOf(
  project: ProjectInput,
  at: YamlPath,
  locate: (path: YamlPath) => Place,
  source: YamlSource,
  findBuildspec: FindBuildspec,
): ReadBuildspec | undefined {
  const { buildspec } = project.source;
  if (buildspec !== undefined && isInline(buildspec)) {
    const path = [...at, 'source', 'buildspec'];
    return {
      reading: readBuildspec(buildspec),
      locate: (place) => ({ ...locate(path), ...source.positionWithin(path, place) }),
    };
  }
  const found = findBuildspec(project);
  return found && { reading: readBuildspec(found.text), locate: (place) => ({ file: found.file, ...place }) };
}

/** @param sayOf takes what is found in the project of an index */
function compile(
  { webhooks, projects, api }: ProjectsFileInput,
  say: Say,
  sayOf: (index: number) => Say,
): CompiledProjects {
  const hooks = Object.entries(webhooks ?? {}).map(([name, hook]) => readHook(name, hook, say));
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
      sayOf(index)(
        'duplicate-project-name',
        [...path, 'name'],
        `two projects are called ${name}: give one another name`,
      );
    }
    names.add(name);
    return readProject(project, path, { hooks, checkPattern: checkOnce, say: sayOf(index) });
  });
  for (const hook of compiled.length === 0 ? [] : hooks) {
    if (compiled.some((project) => delivers(hook, project))) continue;
    say(
      'hook-without-project',
      ['webhooks', hook.name],
      `no project is of a repository at ${hook.host}, so that deliveries of ${hook.name} start nothing: add one, or take the hook out`,
    );
  }
  return { hooks, projects: compiled, ...(api && { api: readApi(api, [...names], say) }) };
}
