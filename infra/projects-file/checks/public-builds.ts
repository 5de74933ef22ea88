import { finding, type CheckedProject, type CheckFinding } from './check.ts';

/** Source: https://docs.aws.amazon.com/codebuild/latest/userguide/public-builds.html */
export function* checkPublicBuilds({ project }: CheckedProject): Iterable<CheckFinding> {
  if (project.projectVisibility !== 'PUBLIC_READ') return;
  yield finding(
    'public-builds',
    { project: ['projectVisibility'] },
    'projectVisibility PUBLIC_READ publishes the logs and artifacts of every build, including past ones',
    'write PRIVATE, since badge: { badgeEnabled: true } is enough for a public badge',
  );
  if (project.resourceAccessRole !== undefined) return;
  yield finding(
    'public-builds-without-role',
    { project: ['projectVisibility'] },
    'without a resourceAccessRole, CodeBuild cannot show the logs and artifacts to anyone',
    'set resourceAccessRole to the ARN of a role that CodeBuild can assume and that can read the logs and artifacts',
  );
}
