import path from 'node:path';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { startAwsEndpoint } from './aws/aws-endpoint.ts';
import { LOCAL_REGION } from '../serverless-file/local-stage.ts';
import { buildLogFile, codeBuildDirectory } from './codebuild-directory.ts';
import { createCodeBuild } from './codebuild/create-codebuild.ts';
import type { ProjectDeclaration } from './codebuild/model.ts';
import { loadCredentials } from './aws/credentials.ts';
import { createParameters } from './parameters/parameters.ts';
import { findRunningService, type RunningService } from './running-service.ts';
import { readSecret } from './secrets.ts';
import { findService } from './service-file.ts';
import { openStateDirectory } from './state-directory.ts';

/** An embedded CodeBuild that a command can start builds on. */
export interface BuildService {
  readonly client: CodeBuildClient;
  /** The log file of a build. */
  readonly logFile: (buildId: string) => string;
  /** Ends running builds if the service belongs to this process. */
  stop(): Promise<void>;
}

export interface BuildServiceOptions {
  /** The state directory of the local service. */
  readonly directory: string;
  /** The port that the user gave for the gateway of a running service. */
  readonly port: string | undefined;
  /** The projects for a service of our own; a running one has its own. */
  readonly projects: () => Promise<readonly ProjectDeclaration[]>;
}

/**
 * Uses the CodeBuild of the service that runs with the directory, so that its badges follow. Otherwise starts one with
 * the directory.
 * @throws Error, one line, when another process uses the directory, or no service runs at the port
 */
export async function openBuildService({ directory, port, projects }: BuildServiceOptions): Promise<BuildService> {
  if (port !== undefined || (await findService(directory))) return connect(directory, port);
  const state = await openStateDirectory(directory);
  const stops = [() => state.release()];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const parameters = createParameters({ directory: state.path });
    const codeBuild = await createCodeBuild({
      directory: codeBuildDirectory(state.path),
      projects: await projects(),
      emit: () => {},
      report: () => {},
      stores: {
        parameter: (name) => parameters.get(name),
        secret: (id) => readSecret(path.join(state.path, 'secrets.json'), id),
      },
    });
    const credentials = await loadCredentials(state.path);
    const endpoint = await startAwsEndpoint({ port: 0, credentials, services: [codeBuild] });
    stops.push(
      () => endpoint.stop(),
      () => codeBuild.stop(),
    );
    const client = clientOf({ endpoint: endpoint.url, region: LOCAL_REGION, credentials });
    return { client, logFile: (id) => buildLogFile(state.path, id), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function connect(directory: string, port: string | undefined): Promise<BuildService> {
  const client = clientOf(await findRunningService(directory, port));
  return { client, logFile: (id) => buildLogFile(directory, id), stop: async () => client.destroy() };
}

const clientOf = (service: RunningService): CodeBuildClient => new CodeBuildClient({ ...service, maxAttempts: 1 });
