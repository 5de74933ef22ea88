import { isInline } from '../../buildspec/is-inline.ts';
import { takesPullRequests } from '../filters/takes-pull-requests.ts';
import { finding, type CheckedProject, type CheckFinding } from './check.ts';

/**
 * Only where the project says so is a pull request of a fork built without an approval.
 * Source: https://docs.aws.amazon.com/codebuild/latest/userguide/webhooks.html
 */
export function* checkBuildspecOfForks({ project }: CheckedProject): Iterable<CheckFinding> {
  const { source, webhook } = project;
  const buildsForks = webhook?.pullRequestBuildPolicy?.requiresCommentApproval === 'DISABLED';
  const { buildspec } = source;
  const isOwn = buildspec !== undefined && (isInline(buildspec) || buildspec.startsWith('arn:'));
  if (!buildsForks || isOwn || !webhook.filterGroups?.some(takesPullRequests)) return;
  yield finding(
    'fork-brings-buildspec',
    { project: ['source', 'buildspec'] },
    "a fork's pull request brings its own buildspec, which runs with the rights of this project's role",
    'write the buildspec here, below buildspec: |',
  );
}
