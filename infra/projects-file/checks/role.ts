import { finding, type CheckedProject, type CheckFinding } from './check.ts';

/** `permissions` and `imageRepository` are given to the role that the deployment makes, and to no other. */
export function* checkRole({ project }: CheckedProject): Iterable<CheckFinding> {
  const { arn, serviceRole } = project;
  if (arn === undefined && serviceRole === undefined) return;
  const whose = arn === undefined ? 'serviceRole names one of your own' : 'this project exists already and has its own';
  for (const key of ['permissions', 'imageRepository'] as const) {
    if (project[key] === undefined) continue;
    yield finding(
      'role-not-made-here',
      { project: [key] },
      `${key} belongs to a role that the deployment makes, and ${whose}`,
      arn === undefined
        ? 'take serviceRole out, or add the permissions to that role yourself'
        : 'take it out, and add the permissions to that role yourself',
    );
  }
}
