import { isInline } from '../../buildspec/is-inline.ts';
import { allows } from './allows.ts';
import { finding, type CheckedProject, type CheckFinding } from './check.ts';

/** The role that is made may read what the projects file names; a buildspec of the repository is not in it. */
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
      `the role that is made may read what the projects file names, and not what only this buildspec does`,
      `allow ${action} on it with permissions, or name it in environmentVariables`,
    );
  }
}
