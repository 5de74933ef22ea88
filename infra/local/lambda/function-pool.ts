import { isOutOfFiles, startExecutionEnvironment } from './execution-environment.ts';
import type { ExecutionEnvironment, FunctionOptions, Invoke } from './execution-environment.ts';
import { createTurns } from './turns.ts';

export interface FunctionPoolOptions extends FunctionOptions {
  /** Further invocations wait. */
  readonly maxConcurrency: number;
}

/** A function with as many execution environments as it has concurrent invocations; warm ones are reused. */
export interface FunctionPool {
  readonly invoke: Invoke;
  /** Starts an environment before the first invocation. */
  warm(): void;
  /** Ends every environment; running and waiting invocations end with an error. */
  stop(): Promise<void>;
}

export function createFunctionPool({ maxConcurrency, ...options }: FunctionPoolOptions): FunctionPool {
  const environments = new Set<ExecutionEnvironment>();
  const idle: ExecutionEnvironment[] = [];
  const turns = createTurns(maxConcurrency);
  let stopped = false;

  const start = (): ExecutionEnvironment => {
    const environment = startExecutionEnvironment(options);
    environments.add(environment);
    return environment;
  };

  const takeIdle = (): ExecutionEnvironment | undefined => {
    for (let environment = idle.pop(); environment; environment = idle.pop()) {
      if (environment.isAlive()) return environment;
      environments.delete(environment);
    }
    return undefined;
  };

  const putBack = (environment: ExecutionEnvironment): void => {
    if (environment.isAlive()) idle.push(environment);
    else environments.delete(environment);
  };

  /** Each environment holds file descriptors. Without a free one, the gateway cannot accept connections. */
  const stopIdle = async (): Promise<void> => {
    const stopping = idle.splice(0);
    for (const environment of stopping) environments.delete(environment);
    await Promise.all(stopping.map((environment) => environment.stop()));
  };

  return {
    invoke: (event) =>
      turns.take(false, async () => {
        if (stopped) return { error: { errorType: 'Runtime.ExitError', errorMessage: `${options.name} was stopped` } };
        const environment = takeIdle() ?? start();
        const invocation = await environment.invoke(event);
        putBack(environment);
        if (isOutOfFiles(invocation)) await stopIdle();
        return invocation;
      }),
    warm() {
      if (!stopped) idle.push(start());
    },
    async stop() {
      stopped = true;
      await Promise.all(Array.from(environments, (environment) => environment.stop()));
    },
  };
}
