import * as v from 'valibot';
import type { CompiledProjects, Filter, Hook, Project } from '../../functions/core/configuration.ts';
import { eventTypes } from '../../functions/core/filters.ts';
import { parseCloneUrl } from '../../functions/core/repository-name.ts';
import { EVENT_TYPES, type Provider } from '../../functions/core/vocabulary.ts';
import { checkKeys } from './check-keys.ts';
import { PROJECTS_FILE_KEYS } from './projects-file-keys.ts';
import {
  projectsFileSchema,
  type FilterInput,
  type ProjectInput,
  type ProjectsFileInput,
} from './projects-file-schema.ts';
import { readYaml, type Problem, type YamlPath } from './yaml-source.ts';

/** A project as CodeBuild's API has it, without what is Pushlight's. */
export interface DeclaredProject {
  readonly name: string;
  readonly source: ProjectInput['source'];
  readonly [key: string]: unknown;
}

export interface ProjectsFile {
  readonly compiled: CompiledProjects;
  readonly declared: readonly DeclaredProject[];
  /** What will work otherwise than its writer may think. */
  readonly warnings: readonly Problem[];
}

/** What a reader of one part says: where, and what would be right. */
type Say = (path: YamlPath, message: string) => void;

/** Checks a projects file's text. Every problem is found at once, each with its place and what would be right. */
export function readProjectsFile(text: string): ProjectsFile | { readonly problems: readonly Problem[] } {
  const source = readYaml(text);
  if ('problems' in source) return source;
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const sayTo =
    (list: Problem[]): Say =>
    (path, message) =>
      list.push({ ...source.position(path), message });
  const problem = sayTo(problems);

  for (const { path, message } of checkKeys(source.value)) problem(path, message);
  const read = v.safeParse(projectsFileSchema, source.value ?? {});
  if (!read.success) {
    for (const issue of read.issues) problem(pathOf(issue), `${lastKey(issue)}: ${issue.message}`);
    return { problems: problems.toSorted(byPlace) };
  }
  const compiled = compile(read.output, problem, sayTo(warnings));
  if (problems.length > 0) return { problems: problems.toSorted(byPlace) };
  return { compiled, declared: read.output.projects.map(declare), warnings: warnings.toSorted(byPlace) };
}

const byPlace = (one: Problem, other: Problem): number => one.line - other.line || one.column - other.column;

const pathOf = (issue: v.BaseIssue<unknown>): YamlPath => (issue.path ?? []).map(({ key }) => key as string | number);

const lastKey = (issue: v.BaseIssue<unknown>): string => String(pathOf(issue).at(-1) ?? 'the file');

function compile({ webhooks, projects }: ProjectsFileInput, problem: Say, warn: Say): CompiledProjects {
  const hooks = Object.entries(webhooks ?? {}).map(([name, hook]) => readHook(name, hook, problem));
  const names = (projects ?? []).map(({ name }) => name);
  return {
    hooks,
    projects: (projects ?? []).map((project, index) => {
      const path = ['projects', index];
      const first = names.indexOf(project.name);
      if (first !== index) problem([...path, 'name'], `two projects are called ${project.name}: give one another name`);
      return readProject(project, path, problem, warn);
    }),
  };
}

/** Where each provider's own service is; Gitea, Forgejo and Gogs are always somebody's own. */
const HOSTS: Readonly<Record<Provider, string | undefined>> = {
  github: 'github.com',
  gitlab: 'gitlab.com',
  bitbucket: 'bitbucket.org',
  gitea: undefined,
};

function readHook(
  name: string,
  { provider, host }: { provider: Provider; host?: string | undefined },
  problem: Say,
): Hook {
  const path = ['webhooks', name];
  if (provider !== 'github')
    problem([...path, 'provider'], `provider ${provider} is not supported yet: only github is`);
  const where = host ?? HOSTS[provider];
  if (where === undefined) problem(path, `hook ${name} needs its host: write host: git.acme.io`);
  return { name, provider, host: (where ?? '').toLowerCase() };
}

function readProject(project: ProjectInput, path: YamlPath, problem: Say, warn: Say): Project {
  const { name, source, webhook, badge, link, repository } = project;
  const named = repository ?? source.location;
  const repositoryName =
    named === undefined || (source.type === 'S3' && repository === undefined) ? undefined : parseCloneUrl(named);
  if (repository !== undefined && !repositoryName) {
    problem([...path, 'repository'], 'repository must be a clone URL: https://git.acme.io/acme/web.git');
  }
  if (webhook && !repositoryName) {
    problem(
      [...path, 'webhook'],
      'no webhook can reach this project: name its repository with repository: <clone URL>',
    );
  }
  if (webhook?.payloadUrl !== undefined || webhook?.url !== undefined) {
    const command = `aws codebuild delete-webhook --project-name ${name}`;
    warn(
      [...path, 'webhook'],
      `CodeBuild's own webhook still exists, so that each push builds twice; remove it: ${command}`,
    );
  }
  const filterGroups = webhook?.filterGroups?.map((group, index) =>
    readGroup(group, [...path, 'webhook', 'filterGroups', index], problem),
  );
  return {
    name,
    sourceType: source.type,
    ...(repositoryName && { repository: repositoryName }),
    ...(repository !== undefined && { repositoryIsNotTheSource: true }),
    ...(filterGroups && { filterGroups }),
    badge: { enabled: badge?.badgeEnabled ?? false },
    ...(link !== undefined && { link }),
  };
}

function readGroup(group: readonly FilterInput[], path: YamlPath, problem: Say): readonly Filter[] {
  if (!group.some(({ type }) => type === 'EVENT')) {
    problem(path, 'a filter group needs an EVENT filter: add { type: EVENT, pattern: PUSH }');
  }
  return group.map(({ type, pattern, excludeMatchedPattern = false }, index) => {
    const at = [...path, index];
    if (type === 'EVENT') checkEvents(pattern, at, problem);
    else if (type === 'HEAD_REF') checkPattern(pattern, at, problem);
    else problem([...at, 'type'], `filter type ${type} is not supported yet: EVENT and HEAD_REF are`);
    return { type, pattern, excludeMatchedPattern };
  });
}

function checkEvents(pattern: string, at: YamlPath, problem: Say): void {
  for (const name of eventTypes(pattern)) {
    if (!EVENT_TYPES.some((known) => known === name)) {
      problem([...at, 'pattern'], `${name} is no event type: known are ${EVENT_TYPES.join(', ')}`);
    }
  }
}

function checkPattern(pattern: string, at: YamlPath, problem: Say): void {
  try {
    RegExp(pattern);
  } catch (error) {
    problem([...at, 'pattern'], `${pattern} is no regular expression: ${error instanceof Error ? error.message : ''}`);
  }
}

/** Only what is CodeBuild's. */
function declare(project: ProjectInput): DeclaredProject {
  const uses: Readonly<Record<string, string>> = PROJECTS_FILE_KEYS.project;
  const kept = Object.entries(project).filter(([key]) => uses[key] === 'codebuild');
  return { ...Object.fromEntries(kept), name: project.name, source: project.source };
}
