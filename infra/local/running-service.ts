import path from 'node:path';
import { LOCAL_REGION } from '../serverless-file/local-stage.ts';
import { loadCredentials, type Credentials } from './aws/credentials.ts';
import { findService, type Service } from './service-file.ts';
import { findHolder } from './state-directory.ts';

/** The default state directory. */
export const STATE_DIRECTORY = path.resolve(import.meta.dirname, '..', '..', '.pushlight');
/** The default port of the gateway. */
export const DEFAULT_PORT = '3000';

/** What an SDK client needs to call the stand-ins. */
export interface RunningService {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Credentials;
}

/**
 * Finds the service that runs with a state directory.
 * @param port the gateway's port according to the user
 * @throws Error, one line, if none runs there, or it has another port
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
    ? `No Pushlight is running with ${directory}: start it with npm start, or give the --state that it was started with.`
    : `${directory} is in use by process ${pid}, which is not ready yet: try again when npm start reports that it is.`;
}

const wrongPort = (directory: string, { url }: Service, port: string): string =>
  `The Pushlight with ${directory} listens at ${url}, not at port ${port}: omit --port, or give another --state.`;
