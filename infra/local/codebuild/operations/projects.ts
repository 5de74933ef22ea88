import * as v from 'valibot';
import { AwsError } from '../../aws-service.ts';
import type { Account } from '../account.ts';
import { projectArn } from '../arns.ts';
import type { Project, ProjectDeclaration } from '../model.ts';
import { page } from './page.ts';
import {
  batch,
  buildTimeout,
  cloneDepth,
  environmentVariables,
  nonEmpty,
  parseInput,
  projectName,
  queuedTimeout,
  sourceType,
} from './parse-input.ts';

export function batchGetProjects(
  input: unknown,
  { projects }: Account,
): { projects: Project[]; projectsNotFound: string[] } {
  const { names } = parseInput(v.object({ names: batch }), input);
  // As builds, projects may be asked for by their ARNs.
  const find = (name: string): Project | undefined => projects.get(name.replace(projectArn(''), ''));
  return {
    projects: names.flatMap((name) => find(name) ?? []),
    projectsNotFound: names.filter((name) => !find(name)),
  };
}

const ListInput = v.object({
  sortBy: v.optional(v.picklist(['NAME', 'CREATED_TIME', 'LAST_MODIFIED_TIME']), 'NAME'),
  sortOrder: v.optional(v.picklist(['ASCENDING', 'DESCENDING']), 'ASCENDING'),
  nextToken: v.optional(nonEmpty),
});

export function listProjects(input: unknown, account: Account): { projects: readonly string[]; nextToken?: string } {
  const { sortBy, sortOrder, nextToken } = parseInput(ListInput, input);
  const projects = account.projects.list();
  // The service knows of no change after the creation here.
  if (sortBy !== 'NAME') projects.sort((a, b) => a.created - b.created);
  if (sortOrder === 'DESCENDING') projects.reverse();
  const { items, ...next } = page(
    projects.map(({ name }) => name),
    nextToken,
  );
  return { projects: items, ...next };
}

const CreateInput = v.looseObject({
  name: projectName,
  source: v.looseObject({
    type: sourceType,
    location: v.optional(v.string()),
    buildspec: v.optional(v.string()),
    gitCloneDepth: v.optional(cloneDepth),
  }),
  artifacts: v.looseObject({ type: v.picklist(['CODEPIPELINE', 'S3', 'NO_ARTIFACTS']) }),
  environment: v.looseObject({
    type: nonEmpty,
    image: nonEmpty,
    computeType: nonEmpty,
    environmentVariables: v.optional(environmentVariables),
  }),
  serviceRole: nonEmpty,
  badgeEnabled: v.optional(v.boolean()),
  timeoutInMinutes: v.optional(buildTimeout),
  queuedTimeoutInMinutes: v.optional(queuedTimeout),
});

export function createProject(input: unknown, { projects }: Account): { project: Project } {
  const { badgeEnabled = false, ...declaration } = parseInput(CreateInput, input);
  if (projects.get(declaration.name)) {
    throw new AwsError('ResourceAlreadyExistsException', `Project already exists: ${projectArn(declaration.name)}`);
  }
  return { project: projects.create({ ...declaration, badge: { badgeEnabled } } as ProjectDeclaration) };
}

/** Deletes the project with its builds, those that run included. As in the service, no error where there is none. */
export async function deleteProject(input: unknown, { projects, builds, queue }: Account): Promise<object> {
  const { name } = parseInput(v.object({ name: nonEmpty }), input);
  projects.delete(name);
  const ids = builds
    .list()
    .filter(({ build }) => build.projectName === name)
    .map(({ build }) => build.id);
  await Promise.all(ids.map((id) => queue.end(id, { status: 'STOPPED' })));
  for (const id of ids) builds.delete(id);
  return {};
}
