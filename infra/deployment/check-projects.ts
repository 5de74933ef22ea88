import { BatchGetProjectsCommand, CodeBuildClient, type Project } from '@aws-sdk/client-codebuild';
import type { DeclaredProject } from '../projects-file/projects-file-schema.ts';
import { areNamed, CREATED_TAG, PROJECT_TAG } from '../stack/project-access.ts';
import { awsAnswer } from './aws-answer.ts';

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchGetProjects.html */
const AT_ONCE = 100;

/**
 * The projects that are only used are there, and this stage's; the names of those to be made are free, or this stage's.
 *
 * @returns how many are used
 * @throws Error that names every project that is not so
 */
export async function checkProjects(
  projects: readonly Pick<DeclaredProject, 'name' | 'arn'>[],
  { stage, region }: { readonly stage: string; readonly region: string },
): Promise<number> {
  const found = await findProjects(
    projects.map(({ name }) => name),
    region,
  );
  const tagsCount = !areNamed(projects);
  const problems = projects.flatMap(({ name, arn }) =>
    arn === undefined ? whyTaken(name, found.get(name), stage) : whyNot(name, found.get(name), stage, tagsCount),
  );
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return projects.filter(({ arn }) => arn !== undefined).length;
}

async function findProjects(names: readonly string[], region: string): Promise<ReadonlyMap<string, Project>> {
  const client = new CodeBuildClient({ region });
  const found = new Map<string, Project>();
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const answer = client.send(new BatchGetProjectsCommand({ names: names.slice(at, at + AT_ONCE) }));
    const { projects = [] } = await awsAnswer('codebuild:BatchGetProjects', answer);
    for (const project of projects) found.set(project.name ?? '', project);
  }
  return found;
}

/** @param tagsCount whether the functions may use the projects with the stage's tag, for there are too many to name */
function whyNot(name: string, project: Project | undefined, stage: string, tagsCount: boolean): readonly string[] {
  if (!project) return [`Project ${name} is not in CodeBuild: correct its name and arn, or take it out.`];
  const owner = ownerOf(project);
  if (owner === stage && isCreated(project)) {
    return [`Project ${name} was made by this deployment, which would delete it to only use it: take its arn out.`];
  }
  if (owner === stage || (owner === undefined && !tagsCount)) return [];
  if (owner === undefined) {
    return [`Project ${name} has no tag ${PROJECT_TAG}=${stage}: these are too many to be named in a role, so tag it.`];
  }
  return [
    `Project ${name} belongs to the stage ${owner} by its tag ${PROJECT_TAG}: two stages would build each push twice.`,
  ];
}

function whyTaken(name: string, project: Project | undefined, stage: string): readonly string[] {
  const owner = project && ownerOf(project);
  if (!project || (owner === stage && isCreated(project))) return [];
  if (owner !== undefined && owner !== stage) {
    return [
      `Project ${name} belongs to the stage ${owner} by its tag ${PROJECT_TAG}: give this stage's another name, for names are unique in an account and region.`,
    ];
  }
  return [
    `Project ${name} exists, and the deployment did not make it: add its arn to use it as it is, as aws codebuild batch-get-projects --names ${name} prints it, or choose another name.`,
  ];
}

const isCreated = ({ tags }: Project): boolean => tags?.some(({ key }) => key === CREATED_TAG) ?? false;

/** The stage that made it, or was given it. */
const ownerOf = ({ tags }: Project): string | undefined => tags?.find(({ key }) => key === PROJECT_TAG)?.value;
