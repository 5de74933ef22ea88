import path from 'node:path';
import type { ServerlessFile } from '../serverless-file/read-serverless-file.ts';
import { startAwsEndpoint } from './aws/aws-endpoint.ts';
import type { AwsRequest, AwsService } from './aws/aws-service.ts';
import { codeBuildDirectory } from './codebuild-directory.ts';
import type { CodeBuildEvent } from './codebuild/build-events.ts';
import { createCodeBuild } from './codebuild/create-codebuild.ts';
import type { ProjectDeclaration } from './codebuild/model.ts';
import { loadCredentials, type Credentials } from './aws/credentials.ts';
import { createLogs } from './logs/logs.ts';
import { createParameters, type Parameters } from './parameters/parameters.ts';
import type { Report } from './progress.ts';
import { createQueues, type Queues } from './queues/queues.ts';
import { readSecret } from './secrets.ts';
import { withTimeout } from './with-timeout.ts';
import { openKeptTables } from './tables/kept-tables.ts';

export interface StandIns {
  /** The endpoint of all of them, like those of AWS's services. */
  readonly url: string;
  readonly credentials: Credentials;
  readonly parameters: Parameters;
  readonly queues: Queues;
  /** Ends running builds. When it resolves, their end events are emitted; everything still responds. */
  stopBuilds(): Promise<void>;
  stop(): Promise<void>;
}

export interface StandInsOptions {
  readonly directory: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly deployment: Pick<ServerlessFile, 'tables' | 'queues'>;
  readonly projects: readonly ProjectDeclaration[];
  readonly emit: (event: CodeBuildEvent) => void;
  readonly report: Report;
  /** Called for each call, for measurements. */
  readonly onCall?: (service: string, request: AwsRequest) => void;
}

const LAST_BUILD_MILLISECONDS = 1000;

/** The stand-ins for the AWS services that the functions call, backed by files in the directory. */
export async function startStandIns(options: StandInsOptions): Promise<StandIns> {
  const { directory, port, deployment, projects, emit, report, onCall } = options;
  const inDirectory = (name: string) => path.join(directory, name);
  const credentials = await loadCredentials(directory);
  const parameters = createParameters({ directory });
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).toReversed()) await each();
  };
  try {
    const tables = await openKeptTables({
      directory: inDirectory('tables'),
      specs: deployment.tables,
      report: (message) => report({ type: 'problem', part: 'tables', message }),
    });
    stops.push(() => tables.stop());
    let url = '';
    const queues = createQueues({
      specs: deployment.queues,
      endpointUrl: () => url,
      file: inDirectory('queues.jsonl'),
    });
    stops.push(async () => queues.stop());
    const codeBuild = await createCodeBuild({
      directory: codeBuildDirectory(directory),
      projects,
      emit,
      report,
      stores: {
        parameter: (name) => parameters.get(name),
        secret: (id) => readSecret(inDirectory('secrets.json'), id),
      },
    });
    // A build that is copying its artifacts cannot be interrupted.
    stops.push(() => withTimeout(codeBuild.stop(), LAST_BUILD_MILLISECONDS));
    const logs = createLogs({ streams: () => codeBuild.logStreams() });
    const all = [tables, queues, parameters, codeBuild, logs];
    const services = onCall ? all.map((service) => told(service, onCall)) : all;
    const endpoint = await startAwsEndpoint({ port, credentials, services });
    stops.push(() => endpoint.stop());
    url = endpoint.url;
    return { url, credentials, parameters, queues, stopBuilds: () => codeBuild.stop(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const told = (service: AwsService, onCall: NonNullable<StandInsOptions['onCall']>): AwsService => ({
  signingName: service.signingName,
  handle(request) {
    onCall(service.signingName, request);
    return service.handle(request);
  },
});
