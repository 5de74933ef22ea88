import path from 'node:path';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { startAwsEndpoint } from './aws-endpoint.ts';
import { LOCAL_REGION } from './aws-service.ts';
import { createCodeBuild } from './codebuild/create-codebuild.ts';
import type { ProjectDeclaration } from './codebuild/model.ts';
import { loadCredentials } from './credentials.ts';
import { createParameters } from './parameters.ts';
import { findRunningStack, type RunningStack } from './running-stack.ts';
import { readSecret } from './secrets.ts';
import { openStateDirectory } from './state-directory.ts';

/** An embedded CodeBuild that a command can start builds on. */
export interface BuildService {
  readonly client: CodeBuildClient;
  /** Where the log of each build grows, as `{uuid}.log`. */
  readonly logDirectory: string;
  /** Ends running builds, where the service is this process's own. */
  stop(): Promise<void>;
}

export interface BuildServiceOptions {
  /** The state directory of the local stack. */
  readonly directory: string;
  /** Where a running stack would answer AWS's protocols. */
  readonly awsPort: number;
  /** The projects of a service of our own; a running one has its own. */
  readonly projects: () => Promise<readonly ProjectDeclaration[]>;
}

/**
 * The CodeBuild of the stack that runs over the directory, so that its badges follow; else one of our own over it.
 * @throws Error, one line, when the directory is in use and nothing answers at the port
 */
export async function openBuildService({ directory, awsPort, projects }: BuildServiceOptions): Promise<BuildService> {
  let state: Awaited<ReturnType<typeof openStateDirectory>>;
  try {
    state = await openStateDirectory(directory);
  } catch (inUse) {
    return connect(directory, awsPort, inUse);
  }
  const stops = [() => state.release()];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const parameters = createParameters({ directory: state.path });
    const codeBuild = await createCodeBuild({
      directory: path.join(state.path, 'codebuild'),
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
    return { client, logDirectory: logsOf(state.path), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function connect(directory: string, port: number, inUse: unknown): Promise<BuildService> {
  const running = await findRunningStack(directory, port).catch((error: unknown) => {
    throw new Error(`${messageOf(inUse)} ${messageOf(error)}`, { cause: inUse });
  });
  const client = clientOf(running);
  return { client, logDirectory: logsOf(directory), stop: async () => client.destroy() };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const clientOf = (stack: RunningStack): CodeBuildClient => new CodeBuildClient({ ...stack, maxAttempts: 1 });

const logsOf = (directory: string): string => path.join(directory, 'codebuild', 'logs');
