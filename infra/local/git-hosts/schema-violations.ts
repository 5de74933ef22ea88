/** The part of JSON Schema that the hosts' API descriptions use for request bodies. */
export interface BodySchema {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly nullable?: boolean;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, BodySchema>>;
}

/** What a body contains that its description does not allow, one line each. */
export function schemaViolations(value: unknown, schema: BodySchema, place = 'body'): readonly string[] {
  if (value === null && schema.nullable) return [];
  if (schema.type !== typeOf(value)) return [`${place} is not of type ${schema.type}`];
  if (schema.enum && !schema.enum.some((each) => each === value))
    return [`${place} is not one of ${schema.enum.join(', ')}`];
  if (schema.type !== 'object') return [];
  const { required = [], properties = {} } = schema;
  const members = Object.entries(Object(value) as Readonly<Record<string, unknown>>);
  return [
    ...required
      .filter((name) => !members.some(([known]) => known === name))
      .map((name) => `${place}.${name} is missing`),
    ...members.flatMap(([name, member]) => {
      const known = properties[name];
      // Hosts ignore unknown members; here, they are our mistake.
      return known ? schemaViolations(member, known, `${place}.${name}`) : [`${place}.${name} is not documented`];
    }),
  ];
}

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;
