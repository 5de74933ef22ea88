import { finding, type CheckedProject, type CheckFinding } from './check.ts';

/** `permissions` and `imageRepository` only apply to the role that the deployment creates. */
export function* checkRole({ project }: CheckedProject): Iterable<CheckFinding> {
  const { arn, serviceRole } = project;
  if (arn === undefined && serviceRole === undefined) return;
  const whose = arn === undefined ? 'serviceRole names another role' : 'this project already exists with its own role';
  for (const key of ['permissions', 'imageRepository'] as const) {
    if (project[key] === undefined) continue;
    yield finding(
      'role-not-made-here',
      { project: [key] },
      `${key} only applies to a role that the deployment creates, but ${whose}`,
      arn === undefined
        ? 'remove serviceRole, or add the permissions to that role yourself'
        : `remove ${key}, and add the permissions to that role yourself`,
    );
  }
}
