import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AwsAccess } from '../../../functions/adapters/aws/aws-access.ts';
import { startAwsEndpoint } from '../../../infra/local/aws/aws-endpoint.ts';
import type { AwsService } from '../../../infra/local/aws/aws-service.ts';
import { loadCredentials } from '../../../infra/local/aws/credentials.ts';
import type { Credentials } from '../../../infra/local/aws/credentials.ts';
import { announceService } from '../../../infra/local/service-file.ts';
import { openStateDirectory } from '../../../infra/local/state-directory.ts';

export interface StandIns {
  readonly url: string;
  readonly credentials: Credentials;
  /** The options of every SDK client. */
  readonly client: { readonly endpoint: string; readonly region: string; readonly credentials: Credentials };
  /** The options of our own adapters. */
  readonly access: AwsAccess;
  stop(): Promise<void>;
}

/** The stand-ins behind a real endpoint on a free port. */
export async function startStandIns(directory: string, services: readonly AwsService[]): Promise<StandIns> {
  const credentials = await loadCredentials(directory);
  const endpoint = await startAwsEndpoint({ port: 0, credentials, services });
  const { url } = endpoint;
  return {
    url,
    credentials,
    client: { endpoint: url, region: 'us-east-1', credentials },
    access: accessTo(url, credentials),
    stop: () => endpoint.stop(),
  };
}

/** The same with a state directory in which commands find them, as they find npm start. */
export async function startService(directory: string, services: readonly AwsService[]): Promise<StandIns> {
  const state = await openStateDirectory(directory);
  const standIns = await startStandIns(directory, services);
  const withdraw = await announceService(directory, { url: 'http://127.0.0.1:1', awsUrl: standIns.url });
  return {
    ...standIns,
    async stop() {
      await withdraw();
      await standIns.stop();
      await state.release();
    },
  };
}

/** The options for stand-ins that all listen at one address. */
export const accessTo = (url: string, credentials: Credentials): AwsAccess => ({
  region: 'us-east-1',
  credentials,
  endpointUrls: { codebuild: url, dynamodb: url, logs: url, ssm: url },
});

/** A new directory, and the function that removes it. */
export async function temporaryDirectory(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'pushlight-test-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
