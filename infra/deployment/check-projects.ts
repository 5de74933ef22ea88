import { BatchGetProjectsCommand, CodeBuildClient, type Project } from '@aws-sdk/client-codebuild';
import { findingAt } from '../findings/finding-at.ts';
import type { Found } from '../findings/finding.ts';
import { refuse } from '../findings/refuse.ts';
import type { ProjectsFile } from '../projects-file/read-projects-file.ts';
import { inBatches } from '../../functions/core/in-batches.ts';
import type { ProjectInput } from '../projects-file/schema/projects-file-schema.ts';
import { areNamed } from '../template/project-access.ts';
import { CREATED_TAG, PROJECT_TAG } from '../cloudformation/project-tags.ts';
import { awsResponse } from './aws-response.ts';

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchGetProjects.html */
const AT_ONCE = 100;

/**
 * Checks that the referenced projects exist and belong to this stage, and that the names of new projects are free or
 * belong to this stage.
 *
 * @returns how many existing projects are referenced
 * @throws Error naming every project that fails the check
 */
export async function checkProjects(
  file: { readonly projects: readonly { readonly written: UsedProject }[]; readonly locate: ProjectsFile['locate'] },
  { stage, region }: { readonly stage: string; readonly region: string },
): Promise<number> {
  const projects = file.projects.map(({ written }) => written);
  const found = await findProjects(
    projects.map(({ name }) => name),
    region,
  );
  const tagsCount = !areNamed(projects);
  const problems = projects.flatMap(({ name, arn }, index) => {
    const problem =
      arn === undefined ? whyTaken(name, found.get(name), stage) : whyNot(name, found.get(name), stage, tagsCount);
    if (!problem) return [];
    const place = file.locate(['projects', index, arn === undefined ? 'name' : 'arn']);
    return [findingAt(problem.id, place, `the project "${name}" ${problem.message}`)];
  });
  refuse(problems);
  return projects.filter(({ arn }) => arn !== undefined).length;
}

type UsedProject = Pick<ProjectInput, 'name' | 'arn'>;

async function findProjects(names: readonly string[], region: string): Promise<ReadonlyMap<string, Project>> {
  const client = new CodeBuildClient({ region });
  const found = new Map<string, Project>();
  for (const batch of inBatches(names, AT_ONCE)) {
    const response = client.send(new BatchGetProjectsCommand({ names: [...batch] }));
    const { projects = [] } = await awsResponse('codebuild:BatchGetProjects', response);
    for (const project of projects) found.set(project.name ?? '', project);
  }
  return found;
}

/** @param tagsCount whether the functions select projects by the stage's tag, because there are too many to name */
function whyNot(name: string, project: Project | undefined, stage: string, tagsCount: boolean): Found | undefined {
  if (!project) {
    return {
      id: 'project-not-found',
      message: 'does not exist in CodeBuild: correct its name and arn, or remove the project',
    };
  }
  const owner = ownerOf(project);
  if (owner === stage && isCreated(project)) {
    const message =
      'was created by this deployment, which would delete the project if it had an arn here: remove the arn';
    return { id: 'project-would-be-deleted', message };
  }
  if (owner === stage || (owner === undefined && !tagsCount)) return undefined;
  if (owner === undefined) {
    const command = `aws codebuild update-project --name ${name} --tags key=${PROJECT_TAG},value=${stage}`;
    return {
      id: 'project-without-stage-tag',
      message: `needs the tag ${PROJECT_TAG}=${stage}, since there are too many projects to name in a role: add this tag together with the project's other tags, with ${command}`,
    };
  }
  return {
    id: 'project-of-other-stage',
    message: `already belongs to the stage "${owner}", as its tag ${PROJECT_TAG} shows, so two stages would build each push: remove the project from one of the two stages`,
  };
}

function whyTaken(name: string, project: Project | undefined, stage: string): Found | undefined {
  const owner = project && ownerOf(project);
  if (!project || (owner === stage && isCreated(project))) return undefined;
  if (owner !== undefined && owner !== stage) {
    return {
      id: 'project-of-other-stage',
      message: `already belongs to the stage "${owner}", as its tag ${PROJECT_TAG} shows: choose another name for the project in this stage, since names are unique in an account and region`,
    };
  }
  return {
    id: 'project-name-taken',
    message: `already exists in CodeBuild, but this deployment did not create it: choose another name, or add the existing project's arn, which aws codebuild batch-get-projects --names ${name} prints`,
  };
}

const isCreated = ({ tags }: Project): boolean => tags?.some(({ key }) => key === CREATED_TAG) ?? false;

/** The stage that created the project, or that it was tagged for. */
const ownerOf = ({ tags }: Project): string | undefined => tags?.find(({ key }) => key === PROJECT_TAG)?.value;
