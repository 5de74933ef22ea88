import { parseArgs } from 'node:util';
import { buildStackProblems } from '../build-projects/build-stack-problems.ts';
import { buildStacks } from '../build-projects/build-stacks.ts';
import { imageRepositoryProblems } from '../build-projects/image-repositories.ts';
import { TARGET_OPTIONS } from '../deployment/target.ts';
import { describeProject, printProject } from '../projects-file/describe-project.ts';
import { describeProblem, readProjectsFileAt } from '../projects-file/load-projects-file.ts';
import type { ProjectsFile } from '../projects-file/read-projects-file.ts';
import { whyUntagged } from '../projects-file/why-untagged.ts';
import type { Problem } from '../projects-file/yaml-source.ts';
import type { Terminal } from './command.ts';

const HELP = `npm run check -- [--projects FILE] [--source PROJECT=FOLDER] [--describe] [--json]
                 [--stage dev] [--region us-east-1]

Reads the projects file and the buildspecs it can reach, and says what is wrong, what would fail in a build, and what
will work otherwise than one may think. Reached are inline buildspecs, and files of sources on this machine: in the
folders that --source names, and in a checkout of a project's repository that the projects file or you are in.

  --projects FILE           another file than PUSHLIGHT_PROJECTS or infra/projects.yml
  --source PROJECT=FOLDER   where a project's source is on this machine; can stand several times
  --stage, --region         of the deployment that the projects are to be in
  --describe                prints of each project where it builds, with which resources and which way out
  --json                    prints { file, problems, warnings, hooks, projects }, and with --describe { …, described }
  --help                    prints this

Exit code 1 where there are problems; warnings alone are none.`;

export async function main(args: readonly string[], { console }: Terminal): Promise<number | void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      projects: { type: 'string' },
      source: { type: 'string', multiple: true, default: [] },
      ...TARGET_OPTIONS,
      describe: { type: 'boolean', default: false },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return console.log(HELP);
  const sources = new Map(values.source.map(readSource));
  const { file, read } = await readProjectsFileAt(values.projects, sources);
  const problems = 'problems' in read ? read.problems : deploymentProblems(read, values).map(ofTheWholeFile);
  const { warnings = [] } = read;
  const hooks = 'problems' in read ? [] : read.compiled.hooks;
  const projects = 'problems' in read ? [] : read.compiled.projects;
  const exitCode = problems.length > 0 ? 1 : 0;
  if (exitCode === 0) requireProjects([...sources.keys()], projects);
  const described =
    values.describe && 'compiled' in read
      ? read.projects.map((project, index) => describeProject(project, projects[index]!, hooks))
      : [];
  if (values.json) {
    const counts = { hooks: hooks.length, projects: projects.length };
    const found = { file, problems, warnings, ...counts, ...(values.describe && { described }) };
    console.log(JSON.stringify(found, undefined, 2));
    return exitCode;
  }
  for (const description of described) console.log(`${printProject(description)}\n`);
  for (const problem of problems) console.error(describeProblem(problem, file));
  for (const warning of warnings) console.log(describeProblem(warning, file, 'warning: '));
  const told = warnings.length === 0 ? '' : `, ${count(warnings.length, 'warning')}`;
  if (problems.length > 0) {
    console.error(`${file}: ${count(problems.length, 'problem')}${told}`);
    return exitCode;
  }
  const found = `${count(hooks.length, 'hook')}, ${count(projects.length, 'project')}`;
  console.log(`${file}: ${found}${told || ', all fine'}`);
}

/** What a deployment to the stage would meet, for all projects together. */
const deploymentProblems = (read: ProjectsFile, target: { readonly stage: string; readonly region: string }) => [
  ...[whyUntagged(read.declared, target.stage)].filter((problem) => problem !== undefined),
  ...buildStackProblems(buildStacks(read.projects, target)),
  ...imageRepositoryProblems(read.projects),
];

const ofTheWholeFile = (message: string): Problem => ({ line: 1, column: 1, message });

function readSource(text: string): readonly [string, string] {
  const [, project, folder] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (project === undefined || folder === undefined) {
    throw new Error(`--source takes PROJECT=FOLDER, as in --source web=../web, not "${text}".`);
  }
  return [project, folder];
}

function requireProjects(names: readonly string[], projects: readonly { readonly name: string }[]): void {
  const unknown = names.find((name) => !projects.some((project) => project.name === name));
  if (unknown !== undefined) throw new Error(`--source names ${unknown}, which is no project of the projects file.`);
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
