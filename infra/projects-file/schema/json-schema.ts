import { toJsonSchema, type ConversionConfig, type JsonSchema } from '@valibot/to-json-schema';
import { KEY_MEANINGS } from './key-meanings.ts';
import { projectsFileSchema } from './projects-file-schema.ts';

/**
 * The shape of the projects file as JSON Schema, which editors use to complete and validate it. It accepts everything
 * that `npm run check` accepts; `check` also does what JSON Schema cannot express.
 */
export function projectsFileJsonSchema(): JsonSchema {
  const { $schema, ...schema } = toJsonSchema(projectsFileSchema, CONVERSION);
  return {
    $schema: $schema!,
    title: "Pushlight's projects file",
    ...completed(schema, ''),
    // The user's own parts, which `<<` merges into others.
    patternProperties: { '^x-': true },
  };
}

const CONVERSION: ConversionConfig = {
  target: 'draft-07',
  typeMode: 'input',
  ignoreActions: ['check', 'partial_check', 'raw_check', 'trim'],
  overrideAction({ valibotAction, jsonSchema }) {
    const { type, requirement, message } = valibotAction as { type: string; requirement?: unknown; message?: unknown };
    if (requirement === Infinity) return jsonSchema;
    // The keyword by which VS Code and yaml-language-server show a message instead of the pattern.
    if (type === 'regex' && requirement instanceof RegExp && typeof message === 'string') {
      return { ...jsonSchema, pattern: requirement.source, patternErrorMessage: message };
    }
    return undefined;
  },
};

/** Adds the meaning of each key, and forbids keys that a mapping does not have. */
function completed(schema: JsonSchema, path: string): JsonSchema {
  const { properties, items, anyOf, additionalProperties } = schema;
  const description = KEY_MEANINGS[path];
  return {
    ...(description !== undefined && { description }),
    ...schema,
    ...(properties && { properties: completedKeys(properties, path), additionalProperties: false }),
    ...(isSchema(items) && { items: completed(items, `${path}[]`) }),
    ...(anyOf && { anyOf: anyOf.map((each) => (isSchema(each) ? completed(each, path) : each)) }),
    ...(isSchema(additionalProperties) && { additionalProperties: completed(additionalProperties, `${path}.{name}`) }),
  };
}

const completedKeys = (properties: NonNullable<JsonSchema['properties']>, path: string): JsonSchema['properties'] =>
  Object.fromEntries(
    Object.entries(properties).map(([key, member]) => {
      if (!isSchema(member)) return [key, member];
      const isAccepted = Object.keys(member).length === 0;
      const isRefused = member.not !== undefined;
      if (isAccepted || isRefused)
        return [key, { ...member, ...(isAccepted && { description: PASTED }), doNotSuggest: true }];
      return [key, completed(member, path === '' ? key : `${path}.${key}`)];
    }),
  );

const PASTED = 'Accepted in a pasted project, but ignored.';

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
