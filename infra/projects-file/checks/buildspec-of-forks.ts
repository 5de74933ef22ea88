import { isInline } from '../../buildspec/is-inline.ts';
import { takesPullRequests } from '../filters/takes-pull-requests.ts';
import { finding, type CheckedProject, type CheckFinding } from './check.ts';

/**
 * A fork's pull request is only built without an approval if the project allows it.
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
    "a fork's pull request can bring its own buildspec, which runs with the permissions of this project's role",
    "write the buildspec in the projects file, below the source's buildspec: |",
  );
}
