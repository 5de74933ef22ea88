import { statusContext } from '../../functions/core/builds/codebuild-report.ts';
import { reachKey, type Hook, type Project } from '../../functions/core/configuration.ts';
import type { ReadProjects } from './compiled-projects.ts';
import { createCanMatch } from './filters/can-match.ts';
import { knowable, knowableItems, unknowable } from './knowable.ts';
import { checkPattern } from './pattern/check-pattern.ts';
import type { ProjectInput, ProjectsFileInput } from './schema/projects-file-schema.ts';
import { readApi } from './read-api.ts';
import { readHook } from './read-hook.ts';
import { delivers, readProject } from './read-project.ts';
import type { Say } from '../buildspec/say.ts';

/**
 * @param sayOf receives the findings of the project with an index
 * @returns undefined if something is invalid
 */
export function readProjects(
  input: ProjectsFileInput,
  say: Say,
  sayOf: (index: number) => Say,
): ReadProjects | undefined {
  const hooks = readHooks(input, say);
  const written = knowable(() => input.projects) ?? [];
  const canMatch = createCanMatch();
  const checked = new Map<string, ReturnType<typeof checkPattern>>();
  const checkOnce = (text: string) => {
    const known = checked.get(text) ?? checkPattern(text);
    checked.set(text, known);
    return known;
  };
  const projects = knowableItems(written).flatMap(([index, project]) => {
    const around = { hooks: () => hooks ?? unknowable(), checkPattern: checkOnce, canMatch, say: sayOf(index) };
    const compiled = readProject(project, ['projects', index], around);
    return compiled ? [{ written: project, compiled }] : [];
  });
  checkNames(written, sayOf);
  checkContexts(projects, written, sayOf);
  const isWhole = projects.length === knowable(() => input.projects?.length ?? 0);
  if (isWhole && projects.length > 0) {
    warnOfHooks(
      hooks ?? [],
      projects.map(({ compiled }) => compiled),
      say,
    );
  }
  const api = knowable(() => input.api);
  const access = api && readApi(api, () => written.map(({ name }) => name), say);
  return knowable(() => ({
    hooks: hooks ?? unknowable(),
    projects: isWhole ? projects : unknowable(),
    ...(input.api && { api: access ?? unknowable() }),
  }));
}

function readHooks(input: ProjectsFileInput, say: Say): readonly Hook[] | undefined {
  const webhooks = knowable(() => input.webhooks ?? {});
  if (!webhooks) return undefined;
  const hooks = Object.keys(webhooks).map((name) => knowable(() => readHook(name, webhooks[name]!, say)));
  return hooks.every((hook) => hook !== undefined) ? hooks : undefined;
}

function checkNames(projects: NonNullable<ProjectsFileInput['projects']>, sayOf: (index: number) => Say): void {
  const names = new Set<string>();
  for (const [index, project] of knowableItems(projects)) {
    const name = knowable(() => project.name);
    if (name === undefined) continue;
    if (names.has(name)) {
      const message = `two projects have the name "${name}": rename one of them`;
      sayOf(index)('duplicate-project-name', ['projects', index, 'name'], message);
    }
    names.add(name);
  }
}

/** Each would overwrite the other's status. GitHub ignores the case of status names. */
function checkContexts(
  projects: readonly { readonly written: ProjectInput; readonly compiled: Project }[],
  written: readonly ProjectInput[],
  sayOf: (index: number) => Say,
): void {
  const known = new Map<string, { readonly name: string; readonly reach: string }[]>();
  for (const { written: project, compiled } of projects) {
    const reach = reachKey(compiled);
    if (reach === undefined || compiled.statuses === 'none') continue;
    const { name } = compiled;
    const context = statusContext(compiled);
    const alike = known.get(context.toLowerCase()) ?? [];
    const other = alike.find((each) => overlap(each.reach, reach) && each.name !== name);
    known.set(context.toLowerCase(), [...alike, { name, reach }]);
    if (!other) continue;
    const index = written.indexOf(project);
    const message = `the project "${other.name}" also reports the status "${context}" to the same commits: choose another statusContext for one of the two`;
    sayOf(index)('duplicate-status-context', ['projects', index, 'statusContext'], message);
  }
}

/** Whether they share a repository. The key of a group or host ends with a slash and begins those of its repositories. */
const overlap = (one: string, other: string): boolean =>
  one === other || (one.endsWith('/') && other.startsWith(one)) || (other.endsWith('/') && one.startsWith(other));

function warnOfHooks(hooks: readonly Hook[], projects: readonly Project[], say: Say): void {
  for (const hook of hooks) {
    if (projects.some((project) => delivers(hook, project))) continue;
    say(
      'hook-without-project',
      ['webhooks', hook.name],
      `the hook "${hook.name}" starts no builds, since no project has a repository at ${hook.host}: add such a project, or remove the hook`,
    );
  }
}
