import { finding, type CheckedProject, type CheckFinding } from './check.ts';

/** In the environment's own variables, the schema refuses these names. */
export function* checkReservedVariables({ buildspec }: CheckedProject): Iterable<CheckFinding> {
  const mappings = {
    variables: buildspec?.variables,
    'parameter-store': buildspec?.parameterStore,
    'secrets-manager': buildspec?.secretsManager,
  };
  for (const [mapping, variables = {}] of Object.entries(mappings)) {
    for (const name of Object.keys(variables).filter((each) => each.startsWith('CODEBUILD_'))) {
      yield finding(
        'reserved-variable-name',
        { buildspec: ['env', mapping, name] },
        `the variable "${name}" has a name that is reserved for CodeBuild's own variables`,
        'choose a name that does not begin with CODEBUILD_',
      );
    }
  }
}
