import { finding, type CheckedProject, type CheckFinding } from './check.ts';

/** Source: https://docs.aws.amazon.com/codebuild/latest/userguide/public-builds.html */
export function* checkPublicBuilds({ project }: CheckedProject): Iterable<CheckFinding> {
  if (project.projectVisibility !== 'PUBLIC_READ') return;
  yield finding(
    'public-builds',
    { project: ['projectVisibility'] },
    'PUBLIC_READ publishes the logs and artifacts of every build, including past ones',
    'write PRIVATE; for a public badge, badge: { badgeEnabled: true } is enough',
  );
  if (project.resourceAccessRole !== undefined) return;
  yield finding(
    'public-builds-without-role',
    { project: ['projectVisibility'] },
    'without a resourceAccessRole, CodeBuild cannot show the logs and artifacts to anyone',
    'add resourceAccessRole: with the ARN of a role that CodeBuild can assume and that can read them',
  );
}
