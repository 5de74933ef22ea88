import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { bundleFunctions } from '../bundle.ts';
import { loadProjectsFile } from '../projects-file/load-projects-file.ts';
import { readServerlessFile, type ServerlessFile } from '../serverless-file.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from './aws-service.ts';
import type { CodeBuildEvent } from './codebuild/build-events.ts';
import type { ProjectDeclaration } from './codebuild/model.ts';
import type { Credentials } from './credentials.ts';
import { startDeployedFunctions } from './deployed-functions.ts';
import { deliveryOf } from './delivery.ts';
import { connectRemotes, prepareRemotes } from './git/remotes.ts';
import type { Remote } from './git/remote.ts';
import { joinProjectsFiles, LOCAL_HOOK, writeLocalProjects } from './local-projects.ts';
import type { Parameters } from './parameters.ts';
import type { Report } from './progress.ts';
import { startStandIns } from './stand-ins.ts';
import { openStateDirectory } from './state-directory.ts';

export interface StackOptions {
  /** Where all state is kept: another start finds builds and badges again. */
  readonly directory: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly awsPort: number;
  /** Repositories to serve as bare clones; they themselves are not touched. */
  readonly repositories?: readonly string[];
  readonly report: Report;
  /** Gets each line that a function prints. */
  readonly onLog?: (line: string) => void;
}

export interface Stack {
  readonly url: string;
  /** For `aws --endpoint-url`. */
  readonly awsUrl: string;
  readonly credentials: Credentials;
  readonly remotes: readonly Remote[];
  /** The remotes that this start made. */
  readonly newRemotes: readonly Remote[];
  /** Stops running builds too. */
  stop(): Promise<void>;
}

const STAGE = 'local';
const SERVERLESS_FILE = path.resolve(import.meta.dirname, '..', '..', 'serverless.yml');

/**
 * The whole service on loopback: what serverless.yml deploys, over stand-ins for what AWS would run.
 * @throws Error, one clear line, for a taken port or directory, a missing git, a repository or file that can't be read
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const stops: (() => Promise<void>)[] = [];
  // The last started is the first stopped: what uses another goes before it.
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    return { ...(await start(options, (each) => stops.push(each))), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(options: StackOptions, onStop: (stop: () => Promise<void>) => void): Promise<Omit<Stack, 'stop'>> {
  const { report } = options;
  const state = await openStateDirectory(options.directory);
  onStop(() => state.release());
  const bundleDirectory = path.join(state.path, 'bundles');

  const { remotes, newRemotes } = await prepareRemotes(path.join(state.path, 'git'), options.repositories ?? []);
  const projects = joinProjectsFiles(await loadProjectsFile(), await writeLocalProjects(state.path, remotes));
  const deployment = readDeployment('');
  const bundling = bundleFunctions(
    deployment.functions.map(({ name }) => name),
    { outdir: bundleDirectory, compiledProjects: projects.compiled },
  );

  // Builds that an earlier process left behind end before there is anybody to tell.
  const early: CodeBuildEvent[] = [];
  let put = (event: CodeBuildEvent): void => void early.push(event);
  const standIns = await startStandIns({
    directory: state.path,
    port: options.awsPort,
    deployment,
    projects: projects.declared as readonly ProjectDeclaration[],
    emit: (event) => put(event),
    report(progress) {
      report(progress);
      if (progress.type === 'ended') void reportBadge(progress.project);
    },
  });
  onStop(() => standIns.stop());
  const secret = ensureSecrets(standIns.parameters, projects.compiled.hooks);

  const functions = await startDeployedFunctions({
    functions: readDeployment(standIns.url).functions,
    bundles: await bundling,
    environment: functionEnvironment(standIns.url, standIns.credentials),
    queues: standIns.queues,
    port: options.port,
    report,
    onRequest(request) {
      const delivery = deliveryOf(request);
      if (delivery) report(delivery);
    },
    onLog: options.onLog ?? (() => {}),
  });
  onStop(async () => {
    await functions.stopIntake();
    await standIns.stopBuilds();
    await functions.idle();
    await functions.stop();
  });
  put = (event) => functions.put(event);
  early.forEach(put);
  await connectRemotes(remotes, bundleDirectory, { url: `${functions.url}/webhooks/${LOCAL_HOOK}`, secret });

  async function reportBadge(project: string): Promise<void> {
    await functions.idle();
    const isPublic = projects.compiled.projects.some(({ name, badge }) => name === project && badge.enabled);
    if (isPublic) report({ type: 'badge', project, url: `${functions.url}/badges/${project}.svg` });
  }

  return { url: functions.url, awsUrl: standIns.url, credentials: standIns.credentials, remotes, newRemotes };
}

/** @param awsUrl may be empty while only names are wanted */
const readDeployment = (awsUrl: string): ServerlessFile =>
  readServerlessFile({
    path: SERVERLESS_FILE,
    stage: STAGE,
    region: LOCAL_REGION,
    account: LOCAL_ACCOUNT,
    queueUrl: (name) => `${awsUrl}/${LOCAL_ACCOUNT}/${name}`,
  });

/** A hook without a secret refuses every delivery: each gets one at the first start. @returns the local hook's */
function ensureSecrets(parameters: Parameters, hooks: readonly { readonly name: string }[]): string {
  const parameter = (hook: string) => `/pushlight/${STAGE}/webhooks/${hook}`;
  for (const { name } of hooks) {
    if (parameters.get(parameter(name)) === undefined) parameters.put(parameter(name), randomBytes(32).toString('hex'));
  }
  return parameters.get(parameter(LOCAL_HOOK))!.split('\n')[0]!;
}

const functionEnvironment = (awsUrl: string, { accessKeyId, secretAccessKey }: Credentials) => ({
  AWS_ENDPOINT_URL: awsUrl,
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
});
