import { projectViolations } from '../../codebuild/project-violations.ts';
import { finding, type CheckedProject, type CheckFinding } from './check.ts';

/** The keys and values that CodeBuild itself would refuse. */
export function* checkMembers({ project }: CheckedProject): Iterable<CheckFinding> {
  for (const { id, path, reason, change } of projectViolations(project)) {
    yield finding(id, { project: path }, reason, change);
  }
}
