import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { AwsError } from '../../aws-service.ts';
import type { Account } from '../account.ts';
import type { Build, StartBuildRequest } from '../model.ts';
import { newBuild } from '../new-build.ts';
import { findProject } from './find-project.ts';
import {
  buildTimeout,
  cloneDepth,
  environmentVariables,
  nonEmpty,
  queuedTimeout,
  sourceType,
} from './input-schemas.ts';
import { parseInput } from './parse-input.ts';

/** How long an idempotency token is known, in seconds. */
const TOKEN_LIFE = 5 * 60;

/** What a build's course depends on; the other overrides are carried as they are. */
const Input = v.looseObject({
  projectName: nonEmpty,
  sourceVersion: v.optional(v.string()),
  sourceTypeOverride: v.optional(sourceType),
  sourceLocationOverride: v.optional(v.string()),
  gitCloneDepthOverride: v.optional(cloneDepth),
  buildspecOverride: v.optional(v.string()),
  environmentVariablesOverride: v.optional(environmentVariables),
  imageOverride: v.optional(nonEmpty),
  timeoutInMinutesOverride: v.optional(buildTimeout),
  queuedTimeoutInMinutesOverride: v.optional(queuedTimeout),
  idempotencyToken: v.optional(v.string()),
});

export function startBuild(input: unknown, account: Account): { build: Build } {
  return { build: submitBuild(parseInput(Input, input) as StartBuildRequest, account) };
}

/** Queues a build, or finds the one that was queued with the same token. Throws AwsError. */
export function submitBuild(request: StartBuildRequest, account: Account): Build {
  const project = findProject(request.projectName, account);
  const now = Date.now() / 1000;
  const known = findByToken(request, account, now);
  if (known) return known;
  if (account.queue.length >= account.queueLimit) {
    const message = `Cannot have more than ${account.queueLimit} builds in queue for the account`;
    throw new AwsError('AccountLimitExceededException', message);
  }
  const number = account.projects.nextBuildNumber(project.name);
  const build = newBuild(project, request, randomUUID(), number, now);
  account.builds.add({ build, request });
  account.transitions.start(build);
  account.queue.add(build);
  return build;
}

function findByToken(request: StartBuildRequest, { builds }: Account, now: number): Build | undefined {
  if (request.idempotencyToken === undefined) return undefined;
  const known = builds
    .list()
    .find(
      (stored) =>
        stored.request.idempotencyToken === request.idempotencyToken && stored.build.startTime > now - TOKEN_LIFE,
    );
  if (known && !isDeepStrictEqual(known.request, request)) {
    const message = `idempotencyToken: ${known.build.id} was started with this token and other parameters`;
    throw new AwsError('InvalidInputException', message);
  }
  return known?.build;
}
