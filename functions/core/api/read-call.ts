import * as v from 'valibot';
import type { Caller } from '../access/caller.ts';
import { describeIssues } from '../describe-issues.ts';
import { whyNotJson } from '../http/json-form.ts';
import { refuse, type Refusal } from './api-response.ts';
import type { Call } from './call.ts';
import { OPERATIONS, type Operation, type OperationId } from './operations.ts';
import { SCHEMAS } from './schemas.ts';

/** The part of a request that the API reads. */
export interface ApiRequest {
  readonly id: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

/** In bytes; enough for 50 short variables. */
const LARGEST_BODY = 64 * 1024;

/** @returns the call, or what is wrong with the request */
export function readCall(id: OperationId, request: ApiRequest, caller: Caller): Call | Refusal {
  const operation: Operation = OPERATIONS[id];
  const headers = checkObject(operation.headers ?? {}, knownHeaders(operation, request.headers));
  if ('wrong' in headers) return refuse('invalid-request', headers.wrong);
  const query = checkObject(operation.query ?? {}, readQuery(operation, request.query));
  if ('wrong' in query) return refuse('invalid-request', query.wrong);
  const body = readBody(operation, request);
  if ('problem' in body) return body;
  const { pathParameters: path, id: requestId } = request;
  return {
    operation: id,
    caller,
    requestId,
    path,
    query: query.value,
    headers: headers.value,
    body: body.value,
  } as Call;
}

type Checked = { readonly value: unknown } | { readonly wrong: string };

function checkObject(parameters: Readonly<Record<string, v.GenericSchema>>, given: object): Checked {
  const optional = Object.entries(parameters).map(([name, schema]) => [name, v.optional(schema)] as const);
  const schema = v.strictObject(Object.fromEntries(optional), 'is not a parameter of this request');
  return check(schema, given);
}

function check(schema: v.GenericSchema, value: unknown): Checked {
  const read = v.safeParse(schema, value);
  return read.success ? { value: read.output } : { wrong: `${describeIssues(read.issues)}.` };
}

/** The headers that the operation knows, spelled as in the document. */
const knownHeaders = ({ headers = {} }: Operation, sent: ApiRequest['headers']): object =>
  Object.fromEntries(
    Object.keys(headers).flatMap((name) => {
      const value = sent[name.toLowerCase()];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** Converts numeric parameters to numbers. A parameter that appears twice becomes a list, which no schema accepts. */
function readQuery({ query = {} }: Operation, sent: URLSearchParams): object {
  const schemas: Readonly<Record<string, v.GenericSchema | undefined>> = query;
  return Object.fromEntries(
    [...new Set(sent.keys())].map((name) => {
      const values = sent.getAll(name);
      if (values.length > 1) return [name, values];
      const [value = ''] = values;
      const isNumber = Object.hasOwn(schemas, name) && schemas[name]?.type === 'number';
      return [name, isNumber && /^\d{1,9}$/.test(value) ? Number(value) : value];
    }),
  );
}

function readBody({ request }: Operation, { headers, body }: ApiRequest): { readonly value: unknown } | Refusal {
  if (!request)
    return body.length === 0 ? { value: undefined } : refuse('invalid-request', 'This request must not have a body.');
  if (body.length > LARGEST_BODY)
    return refuse('too-large', `The body is too large. Send at most ${LARGEST_BODY} bytes.`);
  const wrongForm = whyNotJson(headers);
  if (wrongForm) return refuse('not-json', wrongForm.detail);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return refuse('invalid-request', 'The body is not JSON in UTF-8.');
  }
  const read = check(SCHEMAS[request.schema], value);
  return 'wrong' in read ? refuse('invalid-request', read.wrong) : read;
}
