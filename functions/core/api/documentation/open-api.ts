import { toJsonSchema, toJsonSchemaDefs, type ConversionConfig } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import {
  EXAMPLE_PARAMETERS,
  OPERATIONS,
  PROBLEMS_OF_EVERY_CALL,
  type Operation,
  type OperationId,
} from '../operations.ts';
import { PROBLEMS, problemType, type ProblemName } from '../problems.ts';
import { SCHEMAS, type SchemaName } from '../schemas.ts';
import { QUOTA, WINDOW_SECONDS } from '../token-bucket.ts';

/** Paragraphs, with code in backticks. */
export const DESCRIPTION = `Starts builds of AWS CodeBuild projects and follows them.

Every call needs a token in the header \`Authorization: Bearer TOKEN\`: one of the service's own, or an OpenID Connect
token from a configured issuer. Anything the token cannot see returns the same 404 as something that does not exist.

Each token can send ${QUOTA} requests at once; this quota refills within ${WINDOW_SECONDS} seconds. Each instance of the
function counts separately, so parallel requests can exceed it. \`RateLimit\` shows what is left in the instance that responded.

Every error is a problem (RFC 9457) with a stable \`type\`.`;

/** The API's description in OpenAPI 3.1, generated from the schemas that validate its requests. */
export const openApi = () => ({
  openapi: '3.1.1',
  info: { title: 'Pushlight', version: '1', description: DESCRIPTION, license: { name: 'MIT', identifier: 'MIT' } },
  servers: [{ url: '/' }],
  security: [{ token: [] }],
  paths: paths(),
  components: {
    securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    schemas: toJsonSchemaDefs(SCHEMAS, { ...CONVERSION, overrideRef: ({ referenceId }) => reference(referenceId) }),
  },
});

/** JSON Schema cannot express a check, so the description mentions it. */
const CONVERSION: ConversionConfig = { target: 'draft-2020-12', ignoreActions: ['check'] };

const reference = (name: string): string => `#/components/schemas/${name}`;

function paths(): Readonly<Record<string, Readonly<Record<string, object>>>> {
  const found: Record<string, Record<string, object>> = {};
  for (const [id, operation] of Object.entries(OPERATIONS) as [OperationId, Operation][]) {
    (found[operation.path] ??= {})[operation.method.toLowerCase()] = describeOperation(id, operation);
  }
  return found;
}

function describeOperation(operationId: OperationId, operation: Operation): object {
  const { path, action, summary, description, request, query = {}, headers = {} } = operation;
  const parameters = [
    ...[...path.matchAll(/\{(?<name>\w+)\}/g)].map(({ groups }) => pathParameter(groups?.['name'] ?? '')),
    ...Object.entries(query).map(([name, schema]) => parameter(name, 'query', schema)),
    // In OpenAPI, Accept is not a parameter: the media types of the responses replace it (4.8.12.1).
    ...Object.entries(headers).flatMap(([name, schema]) =>
      name === 'Accept' ? [] : parameter(name, 'header', schema),
    ),
  ];
  return {
    operationId,
    summary,
    description: `${description === undefined ? '' : `${description}\n\n`}The token must allow \`${action}\`.`,
    parameters,
    ...(request && {
      requestBody: { required: true, content: { 'application/json': content(request.schema, request.example) } },
    }),
    responses: { ...success(operation), ...problems(operation) },
  };
}

const pathParameter = (name: string) => {
  const example: unknown = Object.entries(EXAMPLE_PARAMETERS).find(([known]) => known === name)?.[1];
  return { name, in: 'path', required: true, schema: { type: 'string' }, example };
};

function parameter(name: string, place: 'query' | 'header', schema: GenericSchema): object {
  const { $schema: _, description, ...rest } = toJsonSchema(schema, CONVERSION);
  return { name, in: place, description, schema: rest };
}

const content = (schema: SchemaName, example: object) => ({
  schema: { $ref: reference(schema) },
  example,
});

const LIMIT_HEADERS = {
  'RateLimit-Policy': 'How many requests the token can send, and within how many seconds.',
  RateLimit: 'How many requests are left, and after how many seconds there is one more.',
};
const describeHeaders = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  );

function success({ success: response, headers: asked = {} }: Operation): object {
  const headers = describeHeaders({ ...LIMIT_HEADERS, ...response.headers });
  const plain =
    response.text === undefined ? {} : { 'text/plain': { schema: { type: 'string' }, example: response.text } };
  return {
    [response.status]: {
      description: response.description,
      headers,
      content: { 'application/json': content(response.schema, response.example), ...plain },
    },
    ...('If-None-Match' in asked && { 304: { description: 'Nothing has changed.', headers } }),
  };
}

/** The responses by status, each with its kinds of problem. */
function problems({ problems: own }: Operation): object {
  const names: readonly ProblemName[] = [...PROBLEMS_OF_EVERY_CALL, ...own];
  const statuses = new Set(names.map((name) => PROBLEMS[name].status));
  return Object.fromEntries(
    [...statuses].map((status) => [
      status,
      describeProblems(
        status,
        names.filter((name) => PROBLEMS[name].status === status),
      ),
    ]),
  );
}

/** The statuses of temporary problems. */
const PASSING: ReadonlySet<number> = new Set([409, 429, 503]);
const RETRY_AFTER = { 'Retry-After': 'The number of seconds after which to repeat the request, where that may help.' };

const describeProblems = (status: number, kinds: readonly ProblemName[]): object => ({
  description: kinds.map((name) => PROBLEMS[name].title).join('; '),
  ...(PASSING.has(status) && { headers: describeHeaders(RETRY_AFTER) }),
  content: {
    'application/problem+json': {
      schema: {
        allOf: [
          { $ref: reference('Problem') },
          { properties: { type: { enum: kinds.map(problemType) }, status: { const: status } } },
        ],
      },
    },
  },
});
