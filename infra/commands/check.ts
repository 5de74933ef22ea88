import { parseArgs } from 'node:util';
import { checkDeployment } from '../deployment/check-deployment.ts';
import { TARGET_OPTIONS } from '../deployment/target.ts';
import { describeFinding } from '../findings/describe-finding.ts';
import { describeProject, printProject } from '../projects-file/describe-project.ts';
import { readProjectsFileAt } from '../projects-file/load-projects-file.ts';
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
  --json                    prints { file, errors, warnings, ignored, hooks, projects }, and with --describe { …, described }
  --help, -h                prints this

Each line ends with the id of its finding. docs/checks.md lists them, and shows how a project ignores one.
The exit code is 1 if there are errors. Warnings do not count.`;

export async function main(args: readonly string[], { console }: Terminal): Promise<number | void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      projects: { type: 'string' },
      source: { type: 'string', multiple: true, default: [] },
      ...TARGET_OPTIONS,
      describe: { type: 'boolean', default: false },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return console.log(HELP);
  const sources = new Map(values.source.map(readSource));
  const { file, read } = await readProjectsFileAt(values.projects, sources);
  const errors = 'problems' in read ? read.problems : [...checkDeployment(read, values)];
  const { warnings, ignored } = read;
  const hooks = 'problems' in read ? [] : read.compiled.hooks;
  const projects = 'problems' in read ? [] : read.compiled.projects;
  const exitCode = errors.length > 0 ? 1 : 0;
  if (exitCode === 0) requireProjects([...sources.keys()], projects);
  const described =
    values.describe && 'compiled' in read
      ? read.projects.map((project, index) => describeProject(project, projects[index]!, hooks))
      : [];
  if (values.json) {
    const counts = { hooks: hooks.length, projects: projects.length };
    const found = { file, errors, warnings, ignored, ...counts, ...(values.describe && { described }) };
    console.log(JSON.stringify(found, undefined, 2));
    return exitCode;
  }
  for (const description of described) console.log(`${printProject(description)}\n`);
  for (const error of errors) console.error(describeFinding(error));
  for (const warning of warnings) console.log(describeFinding(warning));
  const counted = [
    ...(warnings.length > 0 ? [count(warnings.length, 'warning')] : []),
    ...(ignored.length > 0 ? [`${ignored.length} ignored`] : []),
  ];
  if (errors.length > 0) {
    console.error(`${file}: ${[count(errors.length, 'error'), ...counted].join(', ')}`);
    return exitCode;
  }
  const found = [count(hooks.length, 'hook'), count(projects.length, 'project')];
  console.log(`${file}: ${[...found, ...(warnings.length === 0 ? ['all fine'] : []), ...counted].join(', ')}`);
}

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
