import * as v from 'valibot';
import { AwsError } from '../../aws-service.ts';
import type { Account } from '../account.ts';
import { projectArn } from '../arns.ts';
import type { Project, ProjectDeclaration } from '../model.ts';
import {
  buildTimeout,
  cloneDepth,
  environmentVariables,
  nonEmpty,
  projectName,
  queuedTimeout,
  sourceType,
} from './input-schemas.ts';
import { parseInput } from './parse-input.ts';

const Input = v.looseObject({
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
  const { badgeEnabled = false, ...declaration } = parseInput(Input, input);
  if (projects.get(declaration.name)) {
    throw new AwsError('ResourceAlreadyExistsException', `Project already exists: ${projectArn(declaration.name)}`);
  }
  return { project: projects.create({ ...declaration, badge: { badgeEnabled } } as ProjectDeclaration) };
}
