import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { LOCAL_REGION } from './aws-service.ts';
import { loadCredentials, type Credentials } from './credentials.ts';

/** Where a stack keeps its state, unless told. */
export const STATE_DIRECTORY = path.resolve(import.meta.dirname, '..', '..', '.pushlight');
/** The gateway's port, unless told. */
export const DEFAULT_PORT = '3000';

/** What an SDK client takes to call the stand-ins. */
export interface RunningStack {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Credentials;
}

/** Where a stack answers AWS's protocols: after the gateway's port. @throws Error for what is no port */
export function awsPortAfter(port: string): number {
  if (/^\d{1,5}$/.test(port)) return Number(port) + 1;
  throw new Error(`--port takes a number, not "${port}".`);
}

/**
 * The stack that runs over a state directory.
 * @throws Error, one line, when nothing answers at the port or the directory is no running stack's
 */
export async function findRunningStack(directory: string, awsPort: number): Promise<RunningStack> {
  const endpoint = `http://127.0.0.1:${awsPort}`;
  const answers = await fetch(endpoint).then(
    () => true,
    () => false,
  );
  if (!answers) throw new Error(`Nothing answers at ${endpoint}: run npm start, or give its --port.`);
  // The stack that has the directory has made them.
  await readFile(path.join(directory, 'credentials.json')).catch((cause: unknown) => {
    throw new Error(`${directory} is not where a stack keeps its state: give the --state of npm start.`, { cause });
  });
  return { endpoint, region: LOCAL_REGION, credentials: await loadCredentials(directory) };
}
