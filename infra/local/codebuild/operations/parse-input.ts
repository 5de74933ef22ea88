import * as v from 'valibot';
import { AwsError } from '../../aws/aws-service.ts';

/**
 * Validates the request's JSON with the schema; a member with the value null counts as absent. Throws
 * InvalidInputException with every problem, or SerializationException for a value of another type.
 */
export function parseInput<Schema extends v.GenericSchema>(schema: Schema, input: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, withoutNulls(input));
  if (result.success) return result.output;
  const problems = result.issues.map(describe);
  const count = `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected`;
  throw new AwsError('InvalidInputException', `${count}: ${problems.join('; ')}`);
}

function describe(issue: v.BaseIssue<unknown>): string {
  const { input, kind, type } = issue;
  const member = pathOf(issue);
  if (input === undefined) return `Value null at '${member}' failed to satisfy constraint: Member must not be null`;
  if (kind === 'schema' && type !== 'picklist') {
    const received = Array.isArray(input) ? 'a list' : `a value of type ${typeof input}`;
    throw new AwsError('SerializationException', `${member}: expected ${type} and not ${received}`);
  }
  const value = typeof input === 'string' ? input : JSON.stringify(input);
  return `Value '${value}' at '${member}' failed to satisfy constraint: ${issue.message}`;
}

/** "environment.environmentVariables.1.member.name": list items are numbered from 1. */
const pathOf = ({ path }: v.BaseIssue<unknown>): string =>
  (path ?? []).map(({ key }) => (typeof key === 'number' ? `${key + 1}.member` : String(key))).join('.') || 'request';

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}
