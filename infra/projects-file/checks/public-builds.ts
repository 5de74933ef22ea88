import { finding, type CheckedProject, type CheckFinding } from './check.ts';

/** Source: https://docs.aws.amazon.com/codebuild/latest/userguide/public-builds.html */
export function* checkPublicBuilds({ project }: CheckedProject): Iterable<CheckFinding> {
  if (project.projectVisibility !== 'PUBLIC_READ') return;
  yield finding(
    'public-builds',
    { project: ['projectVisibility'] },
    'PUBLIC_READ shows the world the logs and artifacts of every build, past ones included',
    'write PRIVATE; a badge is public without it, with badge: { badgeEnabled: true }',
  );
  if (project.resourceAccessRole !== undefined) return;
  yield finding(
    'public-builds-without-role',
    { project: ['projectVisibility'] },
    'without a resourceAccessRole CodeBuild may show nobody the logs and artifacts',
    'write resourceAccessRole: and the ARN of a role that CodeBuild may assume and that may read them',
  );
}
