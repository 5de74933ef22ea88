import * as v from 'valibot';
import type { Resource } from '../cloudformation/template.ts';

const keys = v.array(v.looseObject({ AttributeName: v.string() }));
const index = v.looseObject({ IndexName: v.string(), KeySchema: keys });
const Table = v.looseObject({
  KeySchema: keys,
  AttributeDefinitions: keys,
  GlobalSecondaryIndexes: v.optional(v.array(index), []),
  LocalSecondaryIndexes: v.optional(v.array(index), []),
});

/**
 * A table with only those of its global indexes that exist, and without the attributes that only the others use:
 * CloudFormation refuses an unused one.
 */
export function withIndexes(table: Resource, existing: readonly string[]): Resource {
  const read = v.safeParse(Table, table.Properties);
  if (!read.success) return table;
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, LocalSecondaryIndexes } = read.output;
  const kept = GlobalSecondaryIndexes.filter(({ IndexName }) => existing.includes(IndexName));
  if (kept.length === GlobalSecondaryIndexes.length) return table;
  const used = new Set(
    [KeySchema, ...[...kept, ...LocalSecondaryIndexes].map((each) => each.KeySchema)].flatMap((schema) =>
      schema.map(({ AttributeName }) => AttributeName),
    ),
  );
  const { GlobalSecondaryIndexes: _, ...properties } = table.Properties;
  return {
    ...table,
    Properties: {
      ...properties,
      AttributeDefinitions: AttributeDefinitions.filter(({ AttributeName }) => used.has(AttributeName)),
      ...(kept.length > 0 && { GlobalSecondaryIndexes: kept }),
    },
  };
}
