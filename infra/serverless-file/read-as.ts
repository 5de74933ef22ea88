import { getDotPath, safeParse } from 'valibot';
import type { GenericSchema, InferOutput } from 'valibot';

/** @throws Error naming every position that does not match the schema */
export function readAs<Schema extends GenericSchema>(
  schema: Schema,
  value: unknown,
  place: string,
): InferOutput<Schema> {
  const result = safeParse(schema, value);
  if (result.success) return result.output;
  throw new Error(
    result.issues
      .map((issue) => `${[place, getDotPath(issue)].filter(Boolean).join('.')}: ${issue.message}`)
      .join('\n'),
  );
}
