import { Ajv2020 } from 'ajv/dist/2020.js';
import { openApi } from '../../functions/core/api/documentation/open-api.ts';

export interface DocumentedOperation {
  readonly operationId: string;
  readonly method: string;
  /** "/builds/{id}" */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Content>> } | undefined>>;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: JsonSchema;
  readonly example?: string;
}

interface Content {
  readonly schema: JsonSchema;
  readonly example?: unknown;
}

/** The part of JSON Schema that the document uses for requests. */
export interface JsonSchema {
  readonly type?: string;
  readonly $ref?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Omit<DocumentedOperation, 'method' | 'path'>>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

/** The document as a client gets it. */
export const document = JSON.parse(JSON.stringify(openApi())) as Document;

export const documented: readonly DocumentedOperation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
);

export function resolve(schema: JsonSchema): JsonSchema {
  const name = schema.$ref?.replace('#/components/schemas/', '');
  return name === undefined ? schema : (document.components.schemas[name] ?? {});
}

const ajv = new Ajv2020({ strict: false });
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
ajv.addSchema(document, 'document');

/** The ways in which a response differs from the document; empty if there are none. */
export async function undocumented(operation: DocumentedOperation, response: Response): Promise<string> {
  const documented = operation.responses[String(response.status)];
  if (!documented) return `the status ${response.status}`;
  const body = await response.text();
  if (!documented.content) return body === '' ? '' : 'a body';
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  const content = documented.content[type];
  if (!content) return `the content type ${type}`;
  if (type === 'text/plain') return '';
  // References point into the document.
  const schema = JSON.parse(JSON.stringify(content.schema).replaceAll('"#/', '"document#/')) as object;
  const validate = ajv.compile(schema);
  return validate(JSON.parse(body)) ? '' : `${ajv.errorsText(validate.errors)}: ${body.slice(0, 300)}`;
}
