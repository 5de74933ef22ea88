import { isInline } from '../../buildspec/is-inline.ts';
import { takesPullRequests } from '../takes-pull-requests.ts';
import { warning, type CheckedProject, type Finding } from './check.ts';

/**
 * Only where the project says so is a pull request of a fork built without an approval.
 * Source: https://docs.aws.amazon.com/codebuild/latest/userguide/webhooks.html
 */
export function* checkBuildspecOfForks({ project }: CheckedProject): Iterable<Finding> {
  const { source, webhook } = project;
  const buildsForks = webhook?.pullRequestBuildPolicy?.requiresCommentApproval === 'DISABLED';
  const { buildspec } = source;
  const isOwn = buildspec !== undefined && (isInline(buildspec) || buildspec.startsWith('arn:'));
  if (!buildsForks || isOwn || !webhook.filterGroups?.some(takesPullRequests)) return;
  yield warning(
    { project: ['source', 'buildspec'] },
    "a fork's pull request brings its own buildspec, which runs with the rights of this project's role",
    'write the buildspec here, below buildspec: |',
  );
}
