import type { GenericSchema } from 'valibot';

/** The inner parts of valibot's schemas: optional ones, lists, mappings with fixed keys, and records. */
export interface SchemaParts {
  /** "object", "array", "boolean" … */
  readonly type: string;
  readonly wrapped?: GenericSchema;
  readonly item?: GenericSchema;
  readonly entries?: Readonly<Record<string, GenericSchema>>;
  readonly value?: GenericSchema;
  /** The values of a closed set. */
  readonly options?: readonly unknown[];
}

export const partsOf = (schema: GenericSchema): SchemaParts => schema;

/** Unwraps an optional schema. */
export function requiredPartsOf(schema: GenericSchema): SchemaParts {
  const parts = partsOf(schema);
  return parts.wrapped ? requiredPartsOf(parts.wrapped) : parts;
}
