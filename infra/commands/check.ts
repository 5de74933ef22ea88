import { checkDeployment } from '../deployment/check-deployment.ts';
import { findRegion } from '../deployment/target/find-region.ts';
import { checkStage, describeTarget, readTarget, REGION_HELP, TARGET_OPTIONS } from '../deployment/target/target.ts';
import { describeFinding } from '../findings/describe-finding.ts';
import { suggestName } from '../findings/suggest-name.ts';
import { inOrder } from '../findings/in-order.ts';
import type { ReadProject } from '../projects-file/compiled-projects.ts';
import { describeProject, printProject } from '../projects-file/describe-project.ts';
import { readProjectsFileAt } from '../projects-file/load-projects-file.ts';
import { command } from './command.ts';
import { existingArns } from './stage/existing-arns.ts';

const HELP = `npm run check -- [--projects FILE] [--source PROJECT=FOLDER] [--describe] [--json]
                 [--stage dev] [--region REGION]

Checks the projects file and the buildspecs it can find. It reports what is wrong, what would fail in a build, and what
works differently than you may expect. It finds inline buildspecs, and buildspecs in sources on this machine: in the
folders that --source names, and in a checkout of a project's repository that contains the projects file or your
current folder.

  --projects FILE           the projects file; by default PUSHLIGHT_PROJECTS or infra/projects.yml
  --source PROJECT=FOLDER   the folder of a project's source on this machine; can be repeated
  --stage, --region         of the deployment, dev by default;
                            ${REGION_HELP}
  --describe                shows where each project builds, with which resources and network
  --json                    prints { file, stage, region, errors, warnings, ignored, hooks, projects }, and with --describe
                            { …, described }
  --help, -h                prints this help

Each line ends with the id of its finding. docs/checks.md lists them, and shows how a project ignores one.
The exit code is 1 if there are errors; warnings do not affect it.`;

export const main = command({
  help: HELP,
  options: {
    projects: { type: 'string' },
    source: { type: 'string', multiple: true, default: [] },
    ...TARGET_OPTIONS,
    describe: { type: 'boolean', default: false },
    json: { type: 'boolean' },
  },
  async run(values, { console }) {
    checkStage(values.stage);
    const sources = new Map(values.source.map(readSource));
    const { file, read } = await readProjectsFileAt(values.projects, sources);
    const found = await findRegion(values.region, async () => existingArns(read));
    const target = found && readTarget({ stage: values.stage, ...found });
    const deployment = target ? [...checkDeployment(read, target)] : [];
    const errors = inOrder([...('problems' in read ? read.problems : []), ...deployment], file);
    const { hooks, projects } = 'problems' in read ? { hooks: [], projects: [] } : read;
    const exitCode = errors.length > 0 ? 1 : 0;
    if (exitCode === 0) requireProjects([...sources.keys()], projects);
    const described = values.describe ? projects.map((project) => describeProject(project, hooks)) : [];
    const { warnings, ignored } = read;
    if (values.json) {
      const where = { file, stage: values.stage, region: target?.region ?? null };
      const counts = { hooks: hooks.length, projects: projects.length };
      const all = { ...where, errors, warnings, ignored, ...counts, ...(values.describe && { described }) };
      console.log(JSON.stringify(all, undefined, 2));
      return exitCode;
    }
    console.log(target ? describeTarget(target) : `Stage ${values.stage}, ${NO_REGION}`);
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
    const summary = [count(hooks.length, 'hook'), count(projects.length, 'project')];
    console.log(`${file}: ${[...summary, ...(warnings.length === 0 ? ['all fine'] : []), ...counted].join(', ')}`);
    const next = nextStep(hooks.length, projects.length);
    if (next !== undefined) console.log(next);
  },
});

const NO_REGION = 'no region: add --region to run the checks that depend on the region';

/** The next step for a projects file that lacks hooks or projects. */
function nextStep(hooks: number, projects: number): string | undefined {
  if (projects === 0) {
    const hook = hooks === 0 ? 'a hook to webhooks and ' : '';
    return `Nothing can be built yet. Next, add ${hook}a project to projects, as docs/projects-file.md shows.`;
  }
  return hooks === 0
    ? 'No push starts a build yet. Next, add a hook, for example webhooks: { github: { provider: github } }.'
    : undefined;
}

function readSource(text: string): readonly [string, string] {
  const [, project, folder] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (project === undefined || folder === undefined) {
    throw new Error(`--source must be PROJECT=FOLDER, for example --source web=../web (got "${text}").`);
  }
  return [project, folder];
}

function requireProjects(names: readonly string[], projects: readonly ReadProject[]): void {
  const known = projects.map(({ written }) => written.name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Error(`--source: there is no project named "${unknown}": ${suggestName(unknown, known)}`);
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
