import type { GenericSchema } from 'valibot';

interface Parts {
  readonly type: string;
  readonly wrapped?: GenericSchema;
  readonly item?: GenericSchema;
  readonly entries?: Readonly<Record<string, GenericSchema>>;
  readonly value?: GenericSchema;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
}

export interface SchemaKey {
  /** "projects[].badge.branch" */
  readonly path: string;
  readonly isRequired: boolean;
  /** The kind of value that it accepts: "text", "true or false", or its values. */
  readonly takes: string;
}

const OPTIONAL = new Set(['optional', 'nullish', 'nullable', 'exact_optional']);

/** Every key of a schema, depth first, in its order. Keys whose value does not matter are left out. */
export function schemaKeys(schema: GenericSchema, path = ''): readonly SchemaKey[] {
  const { entries, item, value } = required(schema);
  if (entries) {
    return Object.entries(entries).flatMap(([key, member]) => {
      const own = path === '' ? key : `${path}.${key}`;
      return describe(member, own);
    });
  }
  if (item) return schemaKeys(item, `${path}[]`);
  if (value && required(value).entries) return [...describe(value, `${path}.{name}`)];
  return [];
}

function describe(schema: GenericSchema, path: string): readonly SchemaKey[] {
  const takes = takesOf(required(schema));
  if (takes === undefined) return [];
  return [{ path, isRequired: !OPTIONAL.has(schema.type), takes }, ...schemaKeys(schema, path)];
}

/** The schema without the wrapper that makes it optional. */
function required(schema: GenericSchema): Parts {
  const parts = schema as GenericSchema & Parts;
  return OPTIONAL.has(parts.type) && parts.wrapped ? required(parts.wrapped) : parts;
}

/** Undefined for keys of pasted projects that are ignored, and for keys that are refused with a reason. */
function takesOf({ type, options = [], item, literal, value }: Parts): string | undefined {
  switch (type) {
    case 'unknown':
    case 'never':
      return undefined;
    case 'string':
      return 'text';
    case 'number':
      return 'number';
    case 'boolean':
      return '`true` or `false`';
    case 'literal':
      return `\`${String(literal)}\``;
    case 'picklist':
    case 'enum':
      return options.map((option) => `\`${String(option)}\``).join(', ');
    case 'union':
      return options.map((option) => takesOf(required(option as GenericSchema))).join(' or ');
    case 'array': {
      const { type: of, entries } = required(item!);
      return entries ? 'list' : of === 'array' ? 'list of lists' : `list of ${takesOf(required(item!)) ?? 'values'}`;
    }
    case 'record':
      return required(value!).entries ? 'mapping by name' : 'mapping';
    case 'object':
      return 'mapping';
    default:
      throw new Error(`The reference does not know what a schema of type ${type} takes.`);
  }
}
