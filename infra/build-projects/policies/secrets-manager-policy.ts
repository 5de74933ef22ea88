import { arnsOf, type Sub } from '../../cloudformation/arn.ts';
import { allow } from './allow.ts';
import type { Granted, Policy } from './policy.ts';

/**
 * Reading the parameters and secrets that the project and its buildspec name, for variables, sources and registries.
 */
export const secretsManagerPolicy: Policy = (granted) => {
  const parameters = parametersOf(granted).map(parameterArn);
  const secrets = secretsOf(granted).map(secretArn);
  return [
    ...(parameters.length === 0 ? [] : [allow(['ssm:GetParameters'], parameters)]),
    ...(secrets.length === 0 ? [] : [allow(['secretsmanager:GetSecretValue'], secrets)]),
  ];
};

const variablesOf = ({ project }: Granted, type: string): readonly string[] =>
  (project.environment?.environmentVariables ?? []).filter((each) => each.type === type).map(({ value }) => value);

const parametersOf = (granted: Granted): readonly string[] =>
  distinct([...variablesOf(granted, 'PARAMETER_STORE'), ...Object.values(granted.buildspec?.parameterStore ?? {})]);

function secretsOf(granted: Granted): readonly string[] {
  const { source, secondarySources = [], environment } = granted.project;
  const credential = environment?.registryCredential?.credential;
  return distinct([
    ...variablesOf(granted, 'SECRETS_MANAGER').map(secretId),
    ...Object.values(granted.buildspec?.secretsManager ?? {}).map(secretId),
    ...[source, ...secondarySources].flatMap(({ auth }) =>
      auth?.type === 'SECRETS_MANAGER' && auth.resource !== undefined ? [auth.resource] : [],
    ),
    ...(credential === undefined ? [] : [credential]),
  ]);
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/**
 * The id in `secret-id:json-key:version-stage:version-id`, which can be an ARN.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.env.secrets-manager
 */
const secretId = (reference: string): string =>
  reference
    .split(':')
    .slice(0, reference.startsWith('arn:') ? 7 : 1)
    .join(':');

/** A secret's ARN ends with six characters that cannot be derived from its name. */
const secretArn = (id: string): string | Sub =>
  id.startsWith('arn:') ? id : arnsOf('secretsmanager')`secret:${id}-??????`;

/** A name can begin with a slash, and end with a version or label. */
const parameterArn = (name: string): string | Sub =>
  name.startsWith('arn:') ? name : arnsOf('ssm')`parameter/${name.replace(/^\//, '').replace(/:.*$/, '')}`;
