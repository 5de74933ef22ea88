import type { Buildspec } from '../../../buildspec/buildspec.ts';
import type { Variables } from './build-shell.ts';
import type { EnvironmentVariable } from '../model.ts';
import { PhaseFailure } from './phase-failure.ts';

/** Provides the values of variables that the configuration only refers to. */
export interface SecretStores {
  /** The value of a parameter in Parameter Store. */
  parameter(name: string): string | undefined;
  /** The text of a secret in Secrets Manager, by its name or ARN. */
  secret(id: string): string | undefined;
}

export interface ResolvedVariables {
  readonly variables: Variables;
  /** The values that must not appear in the log. */
  readonly secrets: readonly string[];
}

type Declared = Pick<EnvironmentVariable, 'name' | 'value' | 'type'>;

/**
 * The values of a build's own variables: the buildspec's, overridden by the project's and StartBuild's. Throws
 * PhaseFailure for a parameter or secret that does not exist.
 */
export function resolveVariables(
  buildspec: Buildspec,
  overrides: readonly EnvironmentVariable[],
  stores: SecretStores,
): ResolvedVariables {
  const declared = new Map<string, Declared>();
  const declare = (variable: Declared): void => void declared.set(variable.name, variable);
  const declareAll = (variables: Variables, type: NonNullable<EnvironmentVariable['type']>): void => {
    for (const [name, value] of Object.entries(variables)) declare({ name, value, type });
  };
  declareAll(buildspec.variables, 'PLAINTEXT');
  declareAll(buildspec.parameterStore, 'PARAMETER_STORE');
  declareAll(buildspec.secretsManager, 'SECRETS_MANAGER');
  overrides.forEach(declare);
  const resolved = [...declared.values()].map((variable) => ({ ...variable, value: resolve(variable, stores) }));
  return {
    variables: Object.fromEntries(resolved.map(({ name, value }) => [name, value])),
    secrets: resolved.filter(isSecret).map(({ value }) => value),
  };
}

export const isSecret = ({ type = 'PLAINTEXT' }: Pick<EnvironmentVariable, 'type'>): boolean => type !== 'PLAINTEXT';

function resolve({ value, type = 'PLAINTEXT' }: Declared, stores: SecretStores): string {
  switch (type) {
    case 'PARAMETER_STORE': {
      const found = stores.parameter(value);
      if (found === undefined) throw new PhaseFailure('CLIENT_ERROR', `Parameter does not exist: ${value}`);
      return found;
    }
    case 'SECRETS_MANAGER':
      return resolveSecret(value, stores);
    case 'PLAINTEXT':
      return value;
  }
}

/**
 * `secret-id:json-key:version-stage:version-id`, where the id can be an ARN. Here, a secret has only one version.
 * Source: https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
 */
function resolveSecret(reference: string, stores: SecretStores): string {
  const [, id = '', key = ''] =
    /^(arn:[\w-]+:secretsmanager:[^:]*:[^:]*:secret:[^:]+|[^:]+)(?::([^:]*))?/.exec(reference) ?? [];
  const text = stores.secret(id);
  if (text === undefined) {
    const message = `Secrets Manager Error Message: ResourceNotFoundException: Secrets Manager can't find the specified secret: ${id}`;
    throw new PhaseFailure('CLIENT_ERROR', message);
  }
  if (key === '') return text;
  const value = member(text, key);
  if (value === undefined) throw new PhaseFailure('CLIENT_ERROR', `The secret ${id} has no key ${key}`);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function member(json: string, key: string): unknown {
  try {
    return (JSON.parse(json) as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}
