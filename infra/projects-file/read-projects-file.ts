import * as v from 'valibot';
import type { Buildspec } from '../buildspec/buildspec.ts';
import { isInline } from '../buildspec/is-inline.ts';
import { readBuildspec } from '../buildspec/read-buildspec.ts';
import type { Finding, IgnoredFinding, Place } from '../findings/finding.ts';
import { findingAt } from '../findings/finding-at.ts';
import { hideCredentials } from '../findings/hide-credentials.ts';
import { inOrder } from '../findings/in-order.ts';
import { applyIgnores } from './apply-ignores.ts';
import { checkProject, type ReadBuildspec } from './check-project.ts';
import { compileLogExcerpt } from './compile-log-excerpt.ts';
import type { ReadProjects } from './compiled-projects.ts';
import { knowable, knowableItems, hide } from './knowable.ts';
import { describeIssue, idOf, pathOf } from './shape/describe-issue.ts';
import { projectsFileSchema, type ProjectInput, type ProjectsFileInput } from './schema/projects-file-schema.ts';
import { readProjects } from './read-projects.ts';
import { correctShape, type CorrectedValue } from './shape/correct-shape.ts';
import type { Say } from '../buildspec/say.ts';
import type { StackSettings } from './schema/stack-schema.ts';
import { textsIn } from './texts-in.ts';
import { urlCredential } from './url-credential.ts';
import { readYaml, type YamlPath, type YamlSource } from './yaml/yaml-source.ts';
import type { Position } from '../findings/finding.ts';

export interface ProjectsFile extends ReadProjects {
  readonly stack: StackSettings;
  readonly warnings: readonly Finding[];
  readonly ignored: readonly IgnoredFinding[];
  /** The place of the key or value at a path. */
  readonly locate: (path: YamlPath) => Place;
}

/** The part of a project that determines where it can be deployed. */
type DeployableProject = Pick<ProjectInput, 'name' | 'arn' | 'tags'>;

/** A file that cannot be used. */
export interface RefusedFile {
  /** Its errors. */
  readonly problems: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly ignored: readonly IgnoredFinding[];
  /** The valid parts of each project. */
  readonly projects: readonly { readonly written: DeployableProject }[];
  readonly locate: ProjectsFile['locate'];
}

/** Finds a buildspec that is in a file instead of the projects file. */
export type FindBuildspec = (project: ProjectInput) => { readonly file: string; readonly text: string } | undefined;

/**
 * Checks the text of a projects file. It reports every problem at once, each with its position and how to fix it.
 *
 * @param file the name of the file in findings
 */
export function readProjectsFile(
  text: string,
  findBuildspec: FindBuildspec = () => undefined,
  file = 'infra/projects.yml',
): ProjectsFile | RefusedFile {
  const source = readYaml(text);
  const yaml = source.problems.map(({ id, message, ...at }) => findingAt(id, { file, ...at }, message));
  const top: Place = { file, line: 1, column: 1 };
  const refused = (problems: readonly Finding[]): RefusedFile => ({
    problems,
    warnings: [],
    ignored: [],
    projects: [],
    locate: () => top,
  });
  if (!('value' in source)) return refused(yaml);
  if (typeof (source.value ?? {}) !== 'object' || Array.isArray(source.value)) {
    const message = Array.isArray(source.value)
      ? 'the file is a list, not a mapping: write projects: on the line above the list, and indent the list'
      : 'the file must be a mapping: write the keys webhooks and projects';
    return refused([findingAt('file-not-a-mapping', top, message)]);
  }
  const corrected = correctShape(projectsFileSchema, source);
  const locate = (path: YamlPath): Place => ({ file, ...source.position(corrected.inText(path)) });
  const findings = [
    ...yaml,
    ...corrected.problems.map(({ id, path, message }) => findingAt(id, { file, ...source.position(path) }, message)),
  ];
  const sayTo =
    (list: Finding[]): Say =>
    (id, path, message) =>
      list.push(findingAt(id, locate(path), message));
  const say = sayTo(findings);
  const input = readShape(corrected, say);
  const written = knowable(() => input.projects) ?? [];
  // By index, since a hidden project cannot be read.
  const ofProjects = Array.from(written.keys(), (): Finding[] => []);
  const read = readProjects(input, say, (index) => sayTo(ofProjects[index]!));
  const buildspecs = new Map<number, Buildspec>();
  const ignored = knowableItems(written).flatMap(([index, project]) => {
    const at = ['projects', index];
    const within = (path: YamlPath, place: Position) => ({
      file,
      ...source.positionWithin(corrected.inText(path), place),
    });
    const buildspec = knowable(() => readBuildspecOf(project, at, within, findBuildspec));
    const reading = buildspec?.reading;
    if (reading && 'buildspec' in reading) buildspecs.set(index, reading.buildspec);
    ofProjects[index]!.push(...checkProject(project, buildspec, (path) => locate([...at, ...path])));
    const applied = applyIgnores(
      {
        findings: ofProjects[index]!,
        ignore: knowable(() => project.ignore) ?? [],
        isBuildspecRead: buildspec !== undefined,
        isWhole: () => knowable(() => JSON.stringify(project)) !== undefined,
      },
      (id, entry, message) => say(id, [...at, 'ignore', entry, 'id'], message),
    );
    findings.push(...applied.kept);
    return applied.ignored;
  });
  findings.push(...findUrlCredentials(source, file));
  const { problems, warnings } = bySeverity(findings, file);
  if (problems.length > 0 || !read) {
    return {
      problems,
      warnings,
      ignored,
      projects: Array.from(written.keys(), (index) => ({ written: deployable(written, index) })),
      locate,
    };
  }
  const projects = read.projects.map((project, index) => ({
    ...project,
    compiled: { ...project.compiled, ...compileLogExcerpt(project.written, buildspecs.get(index)) },
  }));
  return { ...read, projects, stack: input.stack, warnings, ignored, locate };
}

/** Empty if the project is invalid. */
function deployable(projects: readonly ProjectInput[], index: number): DeployableProject {
  const read = <Key extends keyof DeployableProject>(key: Key) => {
    const value = knowable(() => projects[index]?.[key]);
    return value === undefined ? {} : { [key]: value };
  };
  return { name: '', ...read('name'), ...read('arn'), ...read('tags') };
}

/** Hides everything invalid. */
function readShape({ value, left, inText }: CorrectedValue, say: Say): ProjectsFileInput {
  const read = v.safeParse(projectsFileSchema, value);
  const isLeft = (path: YamlPath): boolean => left.some((start) => start.every((step, index) => step === path[index]));
  const places = new Set<string>();
  for (const issue of read.issues ?? []) {
    const path = pathOf(issue);
    const place = JSON.stringify(inText(path));
    if (!isLeft(path) && !places.has(place)) say(idOf(issue), path, describeIssue(issue));
    places.add(place);
  }
  for (const path of [...left, ...(read.issues ?? []).map(pathOf)]) hide(read.output, path);
  // Everything that does not match the schema is hidden.
  return read.output as ProjectsFileInput;
}

function bySeverity(findings: readonly Finding[], own: string): Pick<RefusedFile, 'problems' | 'warnings'> {
  const sorted = inOrder(withoutRepeats(findings), own);
  return {
    problems: sorted.filter(({ severity }) => severity === 'error'),
    warnings: sorted.filter(({ severity }) => severity === 'warning'),
  };
}

/** A part that several projects merge is reported once. */
const withoutRepeats = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values(),
];

/** Outside of the projects, which have their own checks. */
function findUrlCredentials(source: YamlSource, file: string): readonly Finding[] {
  return Array.from(textsIn(source.value))
    .filter(({ path, text }) => path[0] !== 'projects' && hideCredentials(text) !== text)
    .map(({ path }) => {
      const { reason, change } = urlCredential(path);
      return findingAt('credential-in-url', { file, ...source.position(path) }, `${reason}: ${change}`);
    });
}

function readBuildspecOf(
  project: ProjectInput,
  at: YamlPath,
  within: (path: YamlPath, place: Position) => Place,
  findBuildspec: FindBuildspec,
): ReadBuildspec | undefined {
  const { buildspec } = project.source;
  if (buildspec !== undefined && isInline(buildspec)) {
    const path = [...at, 'source', 'buildspec'];
    return {
      reading: readBuildspec(buildspec),
      locate: (place) => within(path, place),
    };
  }
  const found = findBuildspec(project);
  return found && { reading: readBuildspec(found.text), locate: (place) => ({ file: found.file, ...place }) };
}
