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

/** In paragraphs, with code between backticks. */
export const DESCRIPTION = `Starts builds of AWS CodeBuild projects and follows them.

Every call carries a token, as \`Authorization: Bearer\` and the token, or an OpenID Connect token of an issuer that the
service is configured for. For what a token may not see, the response is the same as for what does not exist.

Each token may send ${QUOTA} requests at once, which come back over ${WINDOW_SECONDS} seconds. Each instance of the
function counts for itself, so requests in parallel may pass more often: \`RateLimit\` says what is left in the instance that responded.

Every error is a problem (RFC 9457); its \`type\` names the kind of it and stays the same.`;

/** The description of the API, OpenAPI 3.1, made from what checks its requests. */
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

/** What JSON Schema has no word for, a check, is said in the description. */
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
    // Accept is no parameter for OpenAPI: the media types of the responses say it (4.8.12.1).
    ...Object.entries(headers).flatMap(([name, schema]) =>
      name === 'Accept' ? [] : parameter(name, 'header', schema),
    ),
  ];
  return {
    operationId,
    summary,
    description: `${description === undefined ? '' : `${description}\n\n`}The token has to allow \`${action}\`.`,
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
  'RateLimit-Policy': 'How many requests the token may send in how many seconds.',
  RateLimit: 'How many are left, and in how many seconds there is one more.',
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

/** By status, with the kinds of problem that come with it. */
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

/** Statuses of problems that pass. */
const PASSING: ReadonlySet<number> = new Set([409, 429, 503]);
const RETRY_AFTER = { 'Retry-After': 'After how many seconds to send the request again, where that may help.' };

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
