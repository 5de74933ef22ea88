import path from 'node:path';
import { LOCAL_REGION } from '../serverless-file/local-stage.ts';
import { loadCredentials, type Credentials } from './aws/credentials.ts';
import { findService, type Service } from './service-file.ts';
import { findHolder } from './state-directory.ts';

/** Where a service keeps its state by default. */
export const STATE_DIRECTORY = path.resolve(import.meta.dirname, '..', '..', '.pushlight');
/** The gateway's port by default. */
export const DEFAULT_PORT = '3000';

/** What an SDK client takes to call the stand-ins. */
export interface RunningService {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Credentials;
}

/**
 * The service that runs over a state directory.
 * @param port what the user takes for its gateway's
 * @throws Error, one line, when none runs there, or at another port
 */
export async function findRunningService(directory: string, port?: string): Promise<RunningService> {
  const service = await findService(directory);
  if (!service) throw new Error(await whyNone(directory));
  if (port !== undefined && new URL(service.url).port !== port) throw new Error(wrongPort(directory, service, port));
  return { endpoint: service.awsUrl, region: LOCAL_REGION, credentials: await loadCredentials(directory) };
}

async function whyNone(directory: string): Promise<string> {
  const pid = await findHolder(directory);
  return pid === undefined
    ? `Pushlight is not running over ${directory}: start it with npm start, or give the --state that it was started with.`
    : `${directory} is in use by process ${pid}, which is not ready: try again when npm start prints that it is.`;
}

const wrongPort = (directory: string, { url }: Service, port: string): string =>
  `The Pushlight over ${directory} is at ${url}, not at port ${port}: leave out --port, or give another --state.`;
