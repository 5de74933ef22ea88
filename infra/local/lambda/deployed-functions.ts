import type { Bundle } from '../../package/bundle.ts';
import type { ServerlessFunction } from '../../serverless-file/read-serverless-file.ts';
import { isEnd, type CodeBuildEvent } from '../codebuild/build-events.ts';
import { createEventBus } from './event-bus.ts';
import { createFunctionPool, type FunctionPool } from './function-pool.ts';
import { startGateway, type CompletedRequest } from './gateway.ts';
import type { Report } from '../progress.ts';
import { startQueueEventSource } from './queue-event-source.ts';
import type { Queues } from '../queues/queues.ts';
import { startSchedule } from './schedule.ts';

export interface DeployedFunctions {
  /** The URL of the HTTP API. */
  readonly url: string;
  /** Resolves when the event has been delivered, or given up after failed attempts. */
  put(event: CodeBuildEvent): Promise<void>;
  /** Resolves when all events so far have been delivered. */
  idle(): Promise<void>;
  /** Accepts no more requests, messages and schedules; events are still delivered. */
  stopIntake(): Promise<void>;
  stop(): Promise<void>;
}

export interface DeployedFunctionsOptions {
  readonly functions: readonly ServerlessFunction[];
  readonly bundles: readonly Bundle[];
  /** Added to the environment of every function. */
  readonly environment: Readonly<Record<string, string>>;
  readonly queues: Queues;
  /** The port of the HTTP API; 0 for any free one. */
  readonly port: number;
  readonly report: Report;
  readonly onRequest: (request: CompletedRequest) => void;
  readonly onLog: (line: string) => void;
  /** Called at the end of each invocation, for measurements. */
  readonly onInvocation?: (name: string, milliseconds: number) => void;
}

/** Per function; further invocations wait. Higher than the number of requests that can wait for builds. */
export const MAX_CONCURRENCY = 8;

/**
 * The functions with everything that invokes them: a route, rule, schedule or queue exists here exactly if it is
 * deployed.
 */
export async function startDeployedFunctions(options: DeployedFunctionsOptions): Promise<DeployedFunctions> {
  const { functions, queues, report } = options;
  const pools = new Map(functions.map((each) => [each.name, startPool(each, options)]));
  const wakes = functions.flatMap(({ name, events }) =>
    events.map((event) => ({ ...event, invoke: pools.get(name)!.invoke })),
  );

  const bus = createEventBus({
    rules: wakes.flatMap((wake) => (wake.type === 'eventBridge' ? [{ pattern: wake.pattern, target: wake }] : [])),
    atOnce: MAX_CONCURRENCY,
    report,
  });
  const stopPools = () => Promise.all([...pools.values()].map((pool) => pool.stop()));
  const gateway = await startGateway({
    port: options.port,
    routes: wakes.filter((wake) => wake.type === 'httpApi'),
    onRequest: options.onRequest,
  }).catch(async (error: unknown) => {
    await stopPools();
    throw error;
  });
  const sources = wakes.flatMap((wake) =>
    wake.type === 'sqs' ? startQueueEventSource({ ...wake, queues, report }) : [],
  );
  const schedules = wakes.flatMap((wake) => (wake.type === 'schedule' ? startSchedule({ ...wake, report }) : []));
  for (const pool of pools.values()) pool.warm();

  return {
    url: gateway.url,
    // A badge shows the end of a build immediately, however many builds are starting.
    put: ({ time, ...event }) => bus.put({ ...event, time: Date.parse(time) }, isEnd(event)),
    idle: () => bus.idle(),
    async stopIntake() {
      await gateway.stop();
      for (const schedule of schedules) schedule.stop();
      await Promise.all(sources.map((source) => source.stop()));
    },
    async stop() {
      bus.stop();
      await stopPools();
    },
  };
}

function startPool(
  deployed: ServerlessFunction,
  { bundles, environment, onLog, onInvocation }: DeployedFunctionsOptions,
): FunctionPool {
  const bundle = bundles.find(({ name }) => name === deployed.name);
  if (!bundle) throw new Error(`The function ${deployed.name} was not bundled.`);
  const pool = createFunctionPool({
    name: deployed.name,
    entry: bundle.entry,
    environment: { ...environment, ...deployed.environment },
    timeoutSeconds: deployed.timeoutSeconds,
    memorySize: deployed.memorySize,
    maxConcurrency: MAX_CONCURRENCY,
    onLog: (line) => onLog(`${deployed.name}: ${line}`),
  });
  if (!onInvocation) return pool;
  return {
    ...pool,
    async invoke(event) {
      const started = performance.now();
      try {
        return await pool.invoke(event);
      } finally {
        onInvocation(deployed.name, performance.now() - started);
      }
    },
  };
}
