import { finding, type CheckedProject, type CheckFinding } from './check.ts';

export function* checkBadgeBranch({ project: { badge } }: CheckedProject): Iterable<CheckFinding> {
  if (!badge?.badgeEnabled || badge.branch !== undefined) return;
  yield finding(
    'badge-without-branch',
    { project: ['badge'] },
    'without a branch, the public badge shows the newest build of any branch, so a broken feature branch turns it red',
    'name the branch, for example badge: { badgeEnabled: true, branch: main }',
  );
}
