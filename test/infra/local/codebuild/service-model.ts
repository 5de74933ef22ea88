import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

interface Shape {
  readonly type: string;
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly member?: { readonly shape: string };
  readonly value?: { readonly shape: string };
  readonly enum?: readonly string[];
  readonly pattern?: string;
}

interface Operation {
  readonly input: { readonly shape: string };
  readonly output?: { readonly shape: string };
  readonly errors?: readonly { readonly shape: string }[];
}

/** The model of a service from botocore, and the ways in which a response breaks it. */
export interface ServiceModel {
  readonly operations: readonly string[];
  /**
   * What is wrong with a response's JSON: missing members, unknown ones, other types, values outside of enums.
   * Bounds are those of inputs: the service itself responds with empty lists where its model wants one item.
   */
  faultsOf(operation: string, response: unknown): string[];
  /** The names of the errors that an operation can return. */
  errorsOf(operation: string): string[];
}

/** Needs python3 with botocore. */
export function loadServiceModel(service: string): ServiceModel {
  const script = `import botocore.loaders as l; print(l.Loader().determine_latest_version(${JSON.stringify(service)}, "service-2")); import botocore, os; print(os.path.dirname(botocore.__file__))`;
  const [version, root] = execFileSync('python3', ['-c', script], { encoding: 'utf8' }).trim().split('\n');
  const file = `${root}/data/${service}/${version}/service-2.json`;
  const { shapes, operations } = JSON.parse(readModel(file)) as {
    readonly shapes: Readonly<Record<string, Shape>>;
    readonly operations: Readonly<Record<string, Operation>>;
  };
  return {
    operations: Object.keys(operations),
    faultsOf: (operation, response) => {
      const output = operations[operation]?.output;
      return output ? faultsIn(shapes, output.shape, response, operation) : [];
    },
    errorsOf: (operation) => (operations[operation]?.errors ?? []).map(({ shape }) => shape),
  };
}

function readModel(file: string): string {
  try {
    return gunzipSync(readFileSync(`${file}.gz`)).toString();
  } catch {
    return readFileSync(file, 'utf8');
  }
}

const JSON_TYPES: Readonly<Record<string, string>> = {
  structure: 'object',
  map: 'object',
  string: 'string',
  boolean: 'boolean',
  integer: 'number',
  long: 'number',
  double: 'number',
  timestamp: 'number',
};

function faultsIn(shapes: Readonly<Record<string, Shape>>, name: string, value: unknown, path: string): string[] {
  const shape = shapes[name]!;
  const inside = (member: { readonly shape: string }, inner: unknown, key: string): string[] =>
    faultsIn(shapes, member.shape, inner, `${path}.${key}`);
  if (shape.type === 'list') {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((item, index) => inside(shape.member!, item, String(index)));
  }
  if (typeof value !== JSON_TYPES[shape.type] || value === null) return [`${path} is no ${shape.type}`];
  if (typeof value === 'string') return textFaults(shape, value, path);
  if (typeof value !== 'object') return [];
  if (shape.type === 'map') return Object.entries(value).flatMap(([key, inner]) => inside(shape.value!, inner, key));
  const missing = (shape.required ?? []).filter((member) => !Object.hasOwn(value, member));
  return [
    ...missing.map((member) => `${path}.${member} is missing`),
    ...Object.entries(value).flatMap(([key, inner]) => {
      const member = shape.members?.[key];
      return member ? inside(member, inner, key) : [`${path}.${key} is not in the model`];
    }),
  ];
}

function textFaults({ enum: values, pattern }: Shape, value: string, path: string): string[] {
  if (values && !values.includes(value)) return [`${path} is ${value}: expected one of ${values.join(', ')}`];
  if (pattern && !new RegExp(`^(?:${pattern})$`, 'u').test(value)) return [`${path} is ${value}: expected ${pattern}`];
  return [];
}
