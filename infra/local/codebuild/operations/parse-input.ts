import * as v from 'valibot';
import { AwsError } from '../../aws-service.ts';

/** The request's JSON as the schema has it. Throws InvalidInputException with every problem. */
export function parseInput<Schema extends v.GenericSchema>(schema: Schema, input: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  const problems = result.issues.map((issue) => `${v.getDotPath(issue) ?? 'the request'}: ${issue.message}`);
  throw new AwsError('InvalidInputException', problems.join('; '));
}
