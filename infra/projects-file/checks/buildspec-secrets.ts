import { isInline } from '../../buildspec/is-inline.ts';
import { allows } from './allows.ts';
import { finding, type CheckedProject, type CheckFinding } from './check.ts';

/**
 * The created role can read what the projects file names, but a buildspec in the repository is not part of that file.
 */
export function* checkBuildspecSecrets({ project, buildspec }: CheckedProject): Iterable<CheckFinding> {
  const { arn, serviceRole, source, permissions = [] } = project;
  if (!buildspec || arn !== undefined || serviceRole !== undefined || isInline(source.buildspec ?? '')) return;
  for (const { mapping, names, action } of [
    { mapping: 'parameter-store', names: buildspec.parameterStore, action: 'ssm:GetParameters' },
    { mapping: 'secrets-manager', names: buildspec.secretsManager, action: 'secretsmanager:GetSecretValue' },
  ]) {
    const [variable] = Object.keys(names);
    if (variable === undefined || allows(permissions, action)) continue;
    yield finding(
      'secret-not-readable',
      { buildspec: ['env', mapping, variable] },
      `the project's role cannot read the secret of the variable "${variable}", since only the buildspec names it`,
      `allow ${action} on the secret in permissions, or move the variable to environmentVariables in the projects file`,
    );
  }
}
