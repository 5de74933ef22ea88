import { AwsError } from '../../aws/aws-service.ts';
import type { Account } from '../state/account.ts';
import type { Build, BuildStatus } from '../model.ts';
import { submitBuild } from './submit-build.ts';

const RETRIED: ReadonlySet<BuildStatus> = new Set(['FAILED', 'FAULT', 'TIMED_OUT']);

/**
 * Starts a failed build again, if its project or StartBuild asks for it and the limit of retries is not reached.
 * Source: https://docs.aws.amazon.com/codebuild/latest/userguide/auto-retry-build.html
 */
export function retryAutomatically(build: Build, account: Account): void {
  const { autoRetryLimit = 0, autoRetryNumber = 0 } = build.autoRetryConfig ?? {};
  const stored = account.builds.get(build.id);
  if (!stored || !RETRIED.has(build.buildStatus) || autoRetryNumber >= autoRetryLimit) return;
  const { idempotencyToken: _, ...request } = stored.request;
  try {
    const retry = submitBuild(request, account, build);
    build.autoRetryConfig = { ...build.autoRetryConfig, nextAutoRetry: retry.arn };
    account.builds.save(build);
  } catch (error) {
    // The project was deleted, or the queue is full. As in the service, there is no retry then.
    if (!(error instanceof AwsError)) throw error;
  }
}
