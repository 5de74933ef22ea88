import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../../aws/aws-service.ts';
import type { Account } from '../state/account.ts';
import type { Build, StartBuildRequest } from '../model.ts';
import { artifactDeclarations, newBuild } from '../state/new-build.ts';
import { findProject } from '../operations/find-project.ts';

/** How long an idempotency token is remembered, in seconds. */
const TOKEN_LIFE = 5 * 60;

/**
 * Queues a build, or finds the one that was queued with the same token. For an automatic retry, `retried` is the failed
 * build. Throws AwsError.
 */
export function submitBuild(request: StartBuildRequest, account: Account, retried?: Build): Build {
  const project = findProject(request.projectName ?? '', account);
  const now = Date.now() / 1000;
  const known = findByToken(request, account, now);
  if (known) return known;
  if (account.queue.length >= account.queueLimit) {
    const message = `Cannot have more than ${account.queueLimit} builds in queue for the account`;
    throw new AwsError('AccountLimitExceededException', message);
  }
  const number = account.projects.nextBuildNumber(project.name);
  const build = newBuild(project, request, { uuid: randomUUID(), number, now, retried });
  account.builds.add({ build, request, artifacts: artifactDeclarations(project, request) });
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
