import { projectViolations } from '../../codebuild/project-violations.ts';
import { error, type CheckedProject, type Finding } from './check.ts';

/** What CodeBuild itself would refuse. */
export function* checkMembers({ project }: CheckedProject): Iterable<Finding> {
  for (const { path, reason, change } of projectViolations(project)) yield error({ project: path }, reason, change);
}
