/* oxlint-disable unicorn/require-post-message-target-origin -- worker threads have no origin */
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../../serverless-file/local-stage.ts';

interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
}

/** What a function returned, or how it failed. */
export type Invocation = { readonly payload: unknown } | { readonly error: FunctionError };

/**
 * Whether the process ran out of file descriptors, which never happens in Lambda. Node reports this only in the error's
 * message.
 */
export const isOutOfFiles = (invocation: Invocation): boolean =>
  'error' in invocation && /\bE[MN]FILE\b/.test(invocation.error.errorMessage);

/** Calls a function with an event; never rejects. */
export type Invoke = (event: unknown) => Promise<Invocation>;

export interface FunctionOptions {
  readonly name: string;
  /** Absolute path of the bundle, which exports `handler`. */
  readonly entry: string;
  /** The complete environment of the function, except for what Lambda itself adds. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  /** Megabytes; only reported to the function. */
  readonly memorySize?: number;
  /** Receives each line that the function prints. */
  readonly onLog: (line: string) => void;
}

/** A worker thread that runs one invocation at a time, like a Lambda execution environment. */
export interface ExecutionEnvironment {
  readonly invoke: Invoke;
  /** False after it has ended: stopped, timed out, not importable or crashed. */
  isAlive(): boolean;
  stop(): Promise<void>;
}

/**
 * A message of the worker: the response's JSON text (the first one reports that it is ready), or an error of the
 * handler.
 */
type WorkerMessage = { readonly text: string } | { readonly error: FunctionError };

const WORKER = new URL('./function-worker.mjs', import.meta.url);

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
const INIT_SECONDS = 10;

/** Lambda's limit of 6 MB for event and response, as in its error messages. */
export const MAX_PAYLOAD_BYTES = 6_291_556;

export function startExecutionEnvironment(options: FunctionOptions): ExecutionEnvironment {
  const { name, timeoutSeconds, memorySize = 1024, onLog } = options;
  const worker = new Worker(WORKER, {
    workerData: { entry: pathToFileURL(options.entry).href },
    env: { ...lambdaVariables(options, memorySize), ...options.environment },
    // Without tsx's arguments: bundles are plain JavaScript.
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  const exited = new Promise((resolve) => worker.once('exit', resolve));
  for (const output of [worker.stdout, worker.stderr]) readLines(output, onLog);

  let alive = true;
  let give: (message: WorkerMessage) => void = () => {};
  const end = (error: FunctionError): void => {
    alive = false;
    give({ error });
    void worker.terminate();
  };
  const fail = (error: FunctionError): void => {
    if (!alive) return;
    onLog(`${error.errorType}: ${error.errorMessage}`);
    end(error);
  };
  const nextMessage = (seconds: number, late: FunctionError): Promise<WorkerMessage> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => fail(late), seconds * 1000);
      give = (message) => {
        clearTimeout(timer);
        resolve(message);
      };
    });

  worker.on('message', (message: WorkerMessage) => give(message));
  worker.on('error', (error: Error) => fail({ errorType: error.name, errorMessage: error.message }));
  worker.on('exit', (code) =>
    fail({ errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with exit status ${code}` }),
  );
  const ready = nextMessage(INIT_SECONDS, {
    errorType: 'Sandbox.Timedout',
    errorMessage: `${name} was not imported within ${INIT_SECONDS} seconds`,
  });

  return {
    isAlive: () => alive,
    async invoke(event) {
      const message = await ready;
      if ('error' in message) return message;
      if (!alive) return { error: { errorType: 'Runtime.ExitError', errorMessage: `${name} has ended` } };
      const response = nextMessage(timeoutSeconds, {
        errorType: 'Sandbox.Timedout',
        errorMessage: `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
      });
      worker.postMessage({
        event: JSON.stringify(event),
        deadline: Date.now() + timeoutSeconds * 1000,
        context: lambdaContext(name, memorySize),
      });
      return readResponse(await response);
    },
    async stop() {
      end({ errorType: 'Runtime.ExitError', errorMessage: `${name} was stopped` });
      await exited;
    },
  };
}

function readResponse(message: WorkerMessage): Invocation {
  if ('error' in message) return message;
  if (Buffer.byteLength(message.text) <= MAX_PAYLOAD_BYTES) return { payload: JSON.parse(message.text) as unknown };
  return {
    error: {
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: `Response payload size exceeded maximum allowed payload size (${MAX_PAYLOAD_BYTES} bytes).`,
    },
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const lambdaVariables = ({ name, entry }: FunctionOptions, memorySize: number): Record<string, string> => ({
  _HANDLER: `${name}.handler`,
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memorySize),
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: 'local',
  AWS_REGION: LOCAL_REGION,
  AWS_DEFAULT_REGION: LOCAL_REGION,
  LAMBDA_TASK_ROOT: dirname(entry),
  TZ: ':UTC',
});

/** The properties of the context object, without its methods. */
const lambdaContext = (name: string, memorySize: number) => ({
  awsRequestId: randomUUID(),
  functionName: name,
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:${LOCAL_REGION}:${LOCAL_ACCOUNT}:function:${name}`,
  memoryLimitInMB: String(memorySize),
  logGroupName: `/aws/lambda/${name}`,
  logStreamName: 'local',
  callbackWaitsForEmptyEventLoop: true,
});

function readLines(output: Readable, onLine: (line: string) => void): void {
  createInterface({ input: output, crlfDelay: Infinity }).on('line', onLine);
}
