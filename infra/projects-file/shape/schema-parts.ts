import type { GenericSchema } from 'valibot';

/** What valibot's schemas hold inside: optional ones, lists, mappings with known keys, and records. */
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

/** Without what makes it optional. */
export function requiredPartsOf(schema: GenericSchema): SchemaParts {
  const parts = partsOf(schema);
  return parts.wrapped ? requiredPartsOf(parts.wrapped) : parts;
}
