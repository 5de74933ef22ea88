import { parseArgs } from 'node:util';
import { readProjectsFileAt } from '../projects-file/load-projects-file.ts';
import type { Problem } from '../projects-file/yaml-source.ts';

const HELP = `npm run check -- [--projects FILE] [--json]

Reads the projects file and says what is wrong with it, and what will work otherwise than one may think.

  --projects FILE   another file than PUSHLIGHT_PROJECTS or infra/projects.yml
  --json            prints { file, problems, warnings, hooks, projects }
  --help            prints this

Exit code 1 where there are problems; warnings alone are none.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { projects: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) return console.log(HELP);
  const { file, read } = await readProjectsFileAt(values.projects);
  const problems = 'problems' in read ? read.problems : [];
  const warnings = 'problems' in read ? [] : read.warnings;
  const hooks = 'problems' in read ? 0 : read.compiled.hooks.length;
  const projects = 'problems' in read ? 0 : read.compiled.projects.length;
  if (problems.length > 0) process.exitCode = 1;
  if (values.json) return console.log(JSON.stringify({ file, problems, warnings, hooks, projects }, undefined, 2));

  const say = ({ line, column, message }: Problem, kind: string) => `${file}:${line}:${column}: ${kind}${message}`;
  for (const problem of problems) console.error(say(problem, ''));
  for (const warning of warnings) console.log(say(warning, 'warning: '));
  if (problems.length > 0) return console.error(`${file}: ${count(problems.length, 'problem')}`);
  const found = `${count(hooks, 'hook')}, ${count(projects, 'project')}`;
  console.log(`${file}: ${found}, ${warnings.length === 0 ? 'all fine' : count(warnings.length, 'warning')}`);
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
