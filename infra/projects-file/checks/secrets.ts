import { hideCredentials } from '../../findings/hide-credentials.ts';
import { SECRET_SHAPES } from '../../../functions/core/redaction/secret-shapes.ts';
import { finding, type CheckedProject, type CheckFinding, type CheckPlace } from './check.ts';

/** Whole words at the end: TOKEN and DB_PASSWORD, but not TOKEN_URL or PASSWORD_FILE. */
const NAME =
  /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|(?:API|ACCESS|PRIVATE|SECRET|SIGNING)_?KEY)$/i;

/** Flags, numbers, ARNs, paths and shell expansions: their names can sound secret, but their values are not. */
const HARMLESS = /^(?:|true|false|\d{1,6}|arn:.*|[/~.].*|.*\$.*)$/is;

/** Everyone who can see the project can read plain variables, in the console and in the template. */
export function* checkSecrets({ project, buildspec }: CheckedProject): Iterable<CheckFinding> {
  for (const [index, { name, value, type }] of (project.environment?.environmentVariables ?? []).entries()) {
    if (type !== undefined && type !== 'PLAINTEXT') continue;
    const at = { project: ['environment', 'environmentVariables', index, 'value'] };
    yield* checkVariable(
      name,
      value,
      at,
      "and set the variable's value to the parameter's name and its type to PARAMETER_STORE",
    );
  }
  for (const [name, value] of Object.entries(buildspec?.variables ?? {})) {
    const at = { buildspec: ['env', 'variables', name] };
    yield* checkVariable(
      name,
      value,
      at,
      "and move the variable to env.parameter-store with the parameter's name as its value",
    );
  }
}

function* checkVariable(name: string, value: string, at: CheckPlace, reference: string): Iterable<CheckFinding> {
  const shape = SECRET_SHAPES.find(([, pattern]) => pattern.test(value))?.[0];
  const change = `store the value in Parameter Store as a SecureString, ${reference}`;
  const renewed = `replace the exposed secret, store the new one in Parameter Store as a SecureString, ${reference}`;
  if (shape !== undefined) {
    yield finding('secret-in-plain-text', at, `the variable "${name}" contains ${shape} in plain text`, renewed);
  } else if (hideCredentials(value) !== value) {
    // Often the credential of a database that only exists during the build, so this one can be ignored.
    yield finding(
      'password-in-variable',
      at,
      `the variable "${name}" contains a URL with a credential in plain text`,
      renewed,
    );
  } else if (NAME.test(name) && !HARMLESS.test(value)) {
    yield finding(
      'secret-by-name',
      at,
      `the name of the variable "${name}" sounds like a secret, but its value is plain text`,
      change,
    );
  }
}
