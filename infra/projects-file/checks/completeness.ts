import { finding, type CheckedProject, type CheckFinding } from './check.ts';

/**
 * The keys that the deployment needs to create a project. A project with an `arn` already exists and needs none of
 * them.
 */
export function* checkCompleteness({ project }: CheckedProject): Iterable<CheckFinding> {
  const { arn, environment } = project;
  if (arn !== undefined) return;
  const missing = (['type', 'image', 'computeType'] as const).filter((key) => environment?.[key] === undefined);
  if (missing.length === 0) return;
  yield finding(
    'environment-incomplete',
    { project: ['environment'] },
    `the deployment creates this project, since it has no arn, but its environment lacks ${missing.join(', ')}`,
    `add what is missing, for example environment: { ${missing.map((key) => `${key}: ${EXAMPLE[key]}`).join(', ')} }`,
  );
}

const EXAMPLE = {
  type: 'LINUX_CONTAINER',
  image: '"aws/codebuild/amazonlinux-x86_64-standard:5.0"',
  computeType: 'BUILD_GENERAL1_SMALL',
};
