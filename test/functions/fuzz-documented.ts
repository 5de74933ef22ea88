import fc from 'fast-check';
import { expect } from 'vitest';
import { startApi } from './start-api.ts';
import { documented, resolve, undocumented, type DocumentedOperation, type JsonSchema } from './documented.ts';

/** Values that a schema of the document accepts. */
function arbitraryOf(given: JsonSchema): fc.Arbitrary<unknown> {
  const schema = resolve(given);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 1000 });
    case 'array':
      return fc.array(arbitraryOf(schema.items ?? {}), { maxLength: Math.min(schema.maxItems ?? 3, 3) });
    case 'object': {
      const properties = Object.entries(schema.properties ?? {}).map(([name, of]) => [name, arbitraryOf(of)] as const);
      return fc.record(Object.fromEntries(properties), { requiredKeys: [...(schema.required ?? [])] });
    }
    case 'string':
    case undefined:
    default:
      return textOf(schema);
  }
}

function textOf({ pattern, minLength = 0, maxLength = 100 }: JsonSchema): fc.Arbitrary<string> {
  const size = { minLength, maxLength: Math.min(maxLength, 100) };
  return pattern === undefined
    ? fc.string(size)
    : fc.stringMatching(new RegExp(pattern)).filter((text) => text.length <= maxLength);
}

interface Request {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

const REFS = fc.constantFrom('main', 'refs/heads/main', 'refs/tags/v1', 'pr/1', 'refs/pull/1/head', '$(id)');
/** Created once, since fast-check lists every existing character for each new one. */
const ANY_TEXT = fc.string({ minLength: 1, unit: 'binary' });
const PRINTABLE = /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/;

/** Requests that the document allows, requests that are nearly allowed, and arbitrary ones. */
function requestOf({ method, path, parameters, requestBody }: DocumentedOperation): fc.Arbitrary<Request> {
  const valueOf = (schema: JsonSchema) => fc.oneof({ weight: 3, arbitrary: arbitraryOf(schema) }, fc.string());
  const named = (place: string) => parameters.filter((parameter) => parameter.in === place);
  const inPath = named('path').map(({ name, example = '' }) =>
    fc.oneof({ weight: 4, arbitrary: fc.constant(example) }, ANY_TEXT).map((value) => [`{${name}}`, value] as const),
  );
  const optional = (place: string) =>
    fc.record(Object.fromEntries(named(place).map(({ name, schema }) => [name, valueOf(schema)])), {
      requiredKeys: [],
    });
  const [[type, content] = []] = Object.entries(requestBody?.content ?? {});
  const valid = content ? arbitraryOf(content.schema) : fc.constant(undefined);
  const likely = fc.tuple(valid, REFS).map(([body, ref]) => Object.assign({}, body, { ref }));
  const body = content
    ? fc.oneof(
        likely.map((value) => JSON.stringify(value)),
        valid.map((value) => JSON.stringify(value)),
        fc.json(),
        fc.string(),
      )
    : // fetch sends no body with GET.
      fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, method === 'GET' ? fc.constant(undefined) : fc.json());
  return fc
    .tuple(fc.tuple(...inPath), optional('query'), optional('header'), fc.constantFrom('*/*', 'application/json'), body)
    .map(([values, query, headers, accept, text]) => {
      const filled = values.reduce(
        (url, [name, value]) => url.replace(name, () => encodeURIComponent(value.replace(/\p{Surrogate}/gu, ''))),
        path,
      );
      const search = new URLSearchParams(
        Object.entries(query).map(([name, value]) => [name, String(value)] as [string, string]),
      ).toString();
      const sent = Object.entries(headers).flatMap(([name, value]) =>
        PRINTABLE.test(String(value)) ? [[name, String(value)] as const] : [],
      );
      return {
        path: `${filled.replace(/\/\.{0,2}\//g, '/x/')}${search && `?${search}`}`,
        headers: {
          accept,
          ...(type !== undefined && { 'content-type': type }),
          ...(Object.fromEntries(sent) as object),
        },
        body: text === '' ? undefined : text,
      };
    });
}

const GRANT = {
  projects: ['web'],
  actions: ['start', 'read', 'stop', 'retry'],
  refs: ['*'],
  variables: ['VERSION'],
} as const;

/** Sends a number of requests to each operation, and checks each response. */
export async function fuzzDocumented(numRuns: number): Promise<void> {
  let now = Date.now();
  let callers = 0;
  const api = await startApi({
    now: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds;
    },
    // Each request is from another caller, so that no limit is reached.
    authenticate: async () => ({ id: `caller ${(callers += 1)}`, name: 'a fuzz', grant: GRANT }),
  });
  const seen = new Set<string>();
  try {
    await api.send('POST', '/projects/web/builds', { body: { ref: 'main' } });
    for (const operation of documented) {
      await fc.assert(
        fc.asyncProperty(requestOf(operation), async ({ path, headers, body }) => {
          const response = await api.send(operation.method, path, { headers, body });
          seen.add(`${operation.operationId} ${response.status}`);
          expect(response.status).toBeLessThan(500);
          // The gateway's own response to a path that is not ours.
          if (response.status === 404 && response.headers.get('content-type') === 'application/json') return;
          expect(await undocumented(operation, response)).toBe('');
        }),
        { numRuns },
      );
    }
  } finally {
    await api.stop();
  }
  // The arbitraries reach the cases that they are for.
  for (const { operationId, responses } of documented) {
    const success = Object.keys(responses).find((status) => status.startsWith('2'));
    expect([...seen]).toContain(`${operationId} ${success}`);
    expect([...seen]).toContain(`${operationId} 400`);
  }
}
