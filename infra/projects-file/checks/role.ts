import { error, type CheckedProject, type Finding } from './check.ts';

/** `permissions` and `imageRepository` are given to the role that the deployment makes, and to no other. */
export function* checkRole({ project }: CheckedProject): Iterable<Finding> {
  const { arn, serviceRole } = project;
  if (arn === undefined && serviceRole === undefined) return;
  const whose = arn === undefined ? 'serviceRole names one of your own' : 'this project exists already and has its own';
  for (const key of ['permissions', 'imageRepository'] as const) {
    if (project[key] === undefined) continue;
    yield error(
      { project: [key] },
      `${key} belongs to a role that the deployment makes, and ${whose}`,
      arn === undefined
        ? 'take serviceRole out, or add the permissions to that role yourself'
        : 'take it out, and add the permissions to that role yourself',
    );
  }
}
