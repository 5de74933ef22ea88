import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import { readFunctionEvent } from './function-events.ts';
import type { FunctionEvent } from './function-events.ts';
import { INTRINSIC_TAGS, evaluateIntrinsicFunctions } from './intrinsic-functions.ts';
import { readAs } from './read-as.ts';
import { readStackResources } from './stack-resources.ts';
import type { StackResources } from './stack-resources.ts';
import { resolveVariables } from './variables.ts';

export interface ServerlessFunction {
  /** Its bundle is made from functions/{name}.ts. */
  readonly name: string;
  readonly timeoutSeconds: number;
  /** Megabytes. */
  readonly memorySize: number;
  /** The part of the account's concurrency that is reserved for this function. It is also the function's limit. */
  readonly reservedConcurrency?: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly events: readonly FunctionEvent[];
}

export interface ServerlessFile extends Pick<StackResources, 'tables' | 'queues'> {
  readonly functions: readonly ServerlessFunction[];
}

export interface ServerlessFileOptions {
  readonly path: string;
  readonly stage: string;
  readonly region: string;
  readonly account: string;
  /** The value of `!Ref` for a queue: its URL, which depends on where the queue is. */
  readonly queueUrl: (queueName: string) => string;
}

/** Variables that only exist in a deployment are null here. */
const Environment = v.pipe(
  v.record(v.string(), v.nullable(v.union([v.string(), v.number(), v.boolean()]))),
  v.transform((variables) =>
    Object.fromEntries(
      Object.entries(variables).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
    ),
  ),
);

/** Keys that have no effect locally are listed, so that every other key is refused. */
const Function = v.strictObject({
  handler: v.string(),
  timeout: v.optional(v.number()),
  memorySize: v.optional(v.number()),
  reservedConcurrency: v.exactOptional(v.number()),
  environment: v.optional(v.unknown(), {}),
  events: v.optional(v.array(v.unknown()), []),
  description: v.optional(v.unknown()),
  role: v.optional(v.unknown()),
  package: v.optional(v.unknown()),
  // Where failed events go. Locally, they are retried a few times and then reported.
  destinations: v.optional(v.unknown()),
  maximumRetryAttempts: v.optional(v.unknown()),
  maximumEventAge: v.optional(v.unknown()),
  logRetentionInDays: v.optional(v.unknown()),
  tags: v.optional(v.unknown()),
  tracing: v.optional(v.unknown()),
});

/** With the framework's defaults. */
const Serverless = v.looseObject({
  service: v.string(),
  provider: v.strictObject({
    timeout: v.optional(v.number(), 6),
    memorySize: v.optional(v.number(), 1024),
    environment: v.optional(v.unknown(), {}),
    httpApi: v.optional(v.strictObject({ payload: v.optional(v.literal('2.0')) })),
    name: v.optional(v.unknown()),
    runtime: v.optional(v.unknown()),
    architecture: v.optional(v.unknown()),
    stage: v.optional(v.unknown()),
    region: v.optional(v.unknown()),
    deploymentMethod: v.optional(v.unknown()),
    deploymentBucket: v.optional(v.unknown()),
    versionFunctions: v.optional(v.unknown()),
    stackTags: v.optional(v.unknown()),
    logs: v.optional(v.unknown()),
    logRetentionInDays: v.optional(v.unknown()),
  }),
  functions: v.record(v.string(), Function),
  resources: v.optional(v.unknown(), {}),
});

/**
 * Policies, limits and alarms, which `npm run package` generates (infra/template/). None of them invokes a function.
 */
const MADE_FOR_DEPLOYMENT = /^\.build\//;

const ResourcesSection = v.looseObject({ Resources: v.optional(v.record(v.string(), v.unknown()), {}) });

/**
 * Reads the part of serverless.yml that the local service runs: functions with what invokes them, tables and queues.
 *
 * @throws Error naming the position of anything that is deployed but would not run here, or not in the same way
 */
export const readServerlessFile = ({ path, ...options }: ServerlessFileOptions): ServerlessFile =>
  openServerlessFile(path)(options);

/**
 * Parses the file once, for reading it several times with different options, because parsing takes most of the time.
 */
export function openServerlessFile(path: string): (options: Omit<ServerlessFileOptions, 'path'>) => ServerlessFile {
  const parsed = new Map<string, unknown>();
  return (options) =>
    readParsed(path, options, (file) => {
      if (!parsed.has(file)) parsed.set(file, parseYaml(file, readFileSync(resolve(dirname(path), file), 'utf8')));
      return parsed.get(file);
    });
}

function readParsed(
  path: string,
  options: Omit<ServerlessFileOptions, 'path'>,
  readYaml: (file: string) => unknown,
): ServerlessFile {
  const { stage, region } = options;
  const place = basename(path);
  const self = readYaml(basename(path));
  const readFile = (file: string): unknown => (MADE_FOR_DEPLOYMENT.test(file) ? null : readYaml(file));
  const sources = { self, stage, options: { stage, region }, readFile };
  const { service, provider, functions, resources } = readAs(Serverless, resolveVariables(self, sources, place), place);
  const stack = readStackResources(mergeResources(resources, `${place}.resources`), `${place}.resources`, {
    ...options,
    namePrefix: `${service}-${stage}`,
  });

  const environmentOf = (environment: unknown, at: string): Record<string, string> =>
    readAs(Environment, evaluateIntrinsicFunctions(environment, stack.values, at), at);
  const environmentOfAll = environmentOf(provider.environment, `${place}.provider.environment`);
  const readFunction = (name: string, declared: v.InferOutput<typeof Function>): ServerlessFunction => {
    const at = `${place}.functions.${name}`;
    if (declared.handler !== `${name}.handler`) {
      throw new Error(`${at}.handler is ${declared.handler}, but must be ${name}.handler.`);
    }
    return {
      name,
      timeoutSeconds: declared.timeout ?? provider.timeout,
      memorySize: declared.memorySize ?? provider.memorySize,
      ...(declared.reservedConcurrency !== undefined && { reservedConcurrency: declared.reservedConcurrency }),
      environment: { ...environmentOfAll, ...environmentOf(declared.environment, `${at}.environment`) },
      events: declared.events.map((event, index) => {
        const eventAt = `${at}.events[${index}]`;
        return readFunctionEvent(evaluateIntrinsicFunctions(event, stack.values, eventAt), eventAt, stack.queueNameOf);
      }),
    };
  };
  return {
    functions: Object.entries(functions).map(([name, declared]) => readFunction(name, declared)),
    tables: stack.tables,
    queues: stack.queues,
  };
}

function parseYaml(file: string, text: string): unknown {
  try {
    return parse(text, { customTags: INTRINSIC_TAGS, merge: true });
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** `resources` is one section or a list of sections. */
function mergeResources(sections: unknown, place: string): Record<string, unknown> {
  const list: unknown[] = Array.isArray(sections) ? sections : [sections];
  const read = list.filter((section) => section !== null).map((section) => readAs(ResourcesSection, section, place));
  return Object.assign({}, ...read.map(({ Resources }) => Resources)) as Record<string, unknown>;
}
