import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Hook } from '../../functions/core/configuration.ts';
import { makeHookSecret } from '../../functions/core/providers/make-hook-secret.ts';
import { bundleFunctions } from '../package/bundle.ts';
import { compiledProjects } from '../projects-file/compiled-projects.ts';
import { loadProjectsFile } from '../projects-file/load-projects-file.ts';
import {
  openServerlessFile,
  type ServerlessFile,
  type ServerlessFunction,
} from '../serverless-file/read-serverless-file.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION, LOCAL_STAGE } from '../serverless-file/local-stage.ts';
import { isEnd, type CodeBuildEvent } from './codebuild/build-events.ts';
import { projectDeclaration } from './project-declaration.ts';
import type { Credentials } from './aws/credentials.ts';
import {
  startDeployedFunctions,
  type DeployedFunctions,
  type DeployedFunctionsOptions,
} from './lambda/deployed-functions.ts';
import { deliveryOf } from './delivery.ts';
import { startLocalGitHosts } from './git-hosts/local-git-hosts.ts';
import { openFunctionLog } from './lambda/function-log.ts';
import { connectRemotes, prepareRemotes } from './git/remotes.ts';
import { missingBuildspec, type Remote } from './git/remote.ts';
import { joinProjectsFiles, LOCAL_HOOK, writeLocalProjects } from './local-projects.ts';
import type { Parameters } from './parameters/parameters.ts';
import type { Report } from './progress.ts';
import { announceService } from './service-file.ts';
import { startStandIns, type StandInsOptions } from './stand-ins.ts';
import { openStateDirectory } from './state-directory.ts';
import { withTimeout } from './with-timeout.ts';

export interface LocalServiceOptions {
  /** The directory of all state: another start finds builds and badges again. */
  readonly directory: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly awsPort: number;
  /** Repositories to serve as bare clones, as in `--repo`; they themselves stay unchanged. */
  readonly repositories?: readonly string[];
  readonly report: Report;
  /** Receives each line that a function prints, in addition to functions.log in the directory. */
  readonly onLog?: (line: string) => void;
  /** Called for each call of the stand-ins and at the end of each invocation, for measurements. */
  readonly onCall?: StandInsOptions['onCall'];
  readonly onInvocation?: DeployedFunctionsOptions['onInvocation'];
  /** False: commits show no statuses, for measurements of what builds alone take. */
  readonly commitStatuses?: boolean;
  /** Changes what invokes the functions, for tests that cannot wait for a schedule. */
  readonly amend?: (functions: readonly ServerlessFunction[]) => readonly ServerlessFunction[];
}

export interface LocalService {
  readonly url: string;
  /** For `aws --endpoint-url`. */
  readonly awsUrl: string;
  /** Where each host's API is, below its name. */
  readonly gitHostsUrl: string;
  readonly credentials: Credentials;
  /** The names of the projects in the projects file. */
  readonly configuredProjects: readonly string[];
  readonly remotes: readonly Remote[];
  /** The remotes without any build yet. */
  readonly newRemotes: readonly Remote[];
  /** Also stops running builds. A second call waits for the same end. */
  stop(): Promise<void>;
}

/** How long stopping waits for work in progress, so that it ends within 5 s. */
const GRACE_MILLISECONDS = 3000;

const SERVERLESS_FILE = path.resolve(import.meta.dirname, '..', '..', 'serverless.yml');

/**
 * The whole service on loopback: what serverless.yml deploys, with stand-ins for AWS.
 * @throws Error, one clear line, if the directory is in use, git is missing, or a repository or file cannot be read;
 * the server's own error if the port is not available
 */
export async function startLocalService(options: LocalServiceOptions): Promise<LocalService> {
  const stops: (() => Promise<void>)[] = [];
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= stopInReverse(stops));
  try {
    return { ...(await start(options, (each) => stops.push(each))), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Stops in reverse order of the starts, so that whatever uses another part stops before it. If one fails, the others
 * still stop.
 */
async function stopInReverse(stops: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const stop of stops.toReversed()) await stop().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

async function start(
  options: LocalServiceOptions,
  onStop: (stop: () => Promise<void>) => void,
): Promise<Omit<LocalService, 'stop'>> {
  const { report, commitStatuses = true, amend = (functions) => functions } = options;
  const state = await openStateDirectory(options.directory);
  onStop(() => state.release());
  if (state.wasOpen) {
    const message = `other users of this machine could read ${state.path}, including its logs and keys. It is now private (mode 700)`;
    report({ type: 'problem', part: 'state directory', message });
  }
  const log = openFunctionLog(path.join(state.path, 'functions.log'), {
    onFailure: ({ message }) =>
      report({
        type: 'problem',
        part: 'functions.log',
        message: `${message} Nothing more is logged there until the next start.`,
      }),
  });
  onStop(() => log.close());
  const bundleDirectory = path.join(state.path, 'bundles');

  const { remotes, newRemotes } = await prepareRemotes(path.join(state.path, 'git'), options.repositories ?? []);
  const configured = await loadProjectsFile();
  const credential = commitStatuses ? 'token' : undefined;
  const projects = joinProjectsFiles(configured, await writeLocalProjects(state.path, remotes, credential));
  for (const warning of projects.warnings) report({ type: 'finding', ...warning });
  const readDeployment = deploymentReader();
  const deployment = readDeployment('');
  const bundling = bundleFunctions(
    deployment.functions.map(({ name }) => name),
    { outdir: bundleDirectory, compiledProjects: compiledProjects(projects) },
  );

  // This promise is awaited later; until then, its rejection must not count as unhandled.
  bundling.catch(() => {});

  // Builds that an earlier process left behind end before the functions exist that learn of it.
  let announce!: (functions: DeployedFunctions) => void;
  const functionsStarted = new Promise<DeployedFunctions>((resolve) => (announce = resolve));
  const standIns = await startStandIns({
    directory: state.path,
    port: options.awsPort,
    deployment,
    projects: projects.projects.map(({ written }) => projectDeclaration(written)),
    ...(options.onCall && { onCall: options.onCall }),
    emit: (event) => void functionsStarted.then((functions) => deliver(event, functions)),
    report,
  });
  onStop(() => standIns.stop());
  const secret = ensureSecrets(standIns.parameters, projects.hooks);
  const gitHosts = await startLocalGitHosts({
    directory: state.path,
    hooks: projects.hooks,
    parameters: standIns.parameters,
    report,
  });
  onStop(() => gitHosts.stop());

  const functions = await startDeployedFunctions({
    functions: amend(readDeployment(standIns.url).functions),
    bundles: await bundling,
    environment: {
      ...functionEnvironment(standIns.url, standIns.credentials),
      PUSHLIGHT_GIT_HOSTS_URL: gitHosts.url,
    },
    queues: standIns.queues,
    port: options.port,
    report,
    onRequest(request) {
      const delivery = deliveryOf(request);
      if (delivery) report(delivery);
    },
    onLog(line) {
      log.add(line);
      options.onLog?.(line);
    },
    ...(options.onInvocation && { onInvocation: options.onInvocation }),
  });
  onStop(async () => {
    // Ctrl-C also ends the git process of a build that is downloading its source. The build must be stopped before that
    // fails it.
    const buildsStopped = standIns.stopBuilds();
    const intakeStopped = functions.stopIntake();
    const shown = buildsStopped.then(() => functions.idle());
    // Anything left loses nothing: messages stay in the journal, and reconciling repairs badges that miss an end.
    await withTimeout(Promise.all([intakeStopped, shown]), GRACE_MILLISECONDS);
    await functions.stop();
    await intakeStopped;
  });
  announce(functions);
  const deliveryUrl = `${functions.url}/webhooks/${LOCAL_HOOK}`;
  await connectRemotes(remotes, bundleDirectory, { stateDirectory: state.path, url: deliveryUrl, secret });
  onStop(await announceService(state.path, { url: functions.url, awsUrl: standIns.url }));

  async function deliver(event: CodeBuildEvent, functions: DeployedFunctions): Promise<void> {
    await functions.put(event);
    const shown = projects.projects.find(({ compiled }) => compiled.name === event.detail['project-name'])?.compiled;
    if (isEnd(event) && shown?.badge.enabled)
      report({ type: 'badge', project: shown.name, url: `${functions.url}/badges/${shown.name}.svg` });
  }

  await reportMissingBuildspecs(newRemotes, report);
  return {
    url: functions.url,
    awsUrl: standIns.url,
    gitHostsUrl: gitHosts.url,
    configuredProjects: configured.projects.map(({ written }) => written.name),
    remotes,
    newRemotes,
    credentials: standIns.credentials,
  };
}

async function reportMissingBuildspecs(remotes: readonly Remote[], report: Report): Promise<void> {
  for (const remote of remotes) {
    const file = await missingBuildspec(remote);
    if (file === undefined) continue;
    const message = `there is no ${file} on its default branch, so its builds will fail: add one, or name another file, for example --repo DIR:ci/buildspec.yml`;
    report({ type: 'problem', part: remote.name, message });
  }
}

/** Reads what would be deployed. The argument, the URL of the AWS stand-ins, can be empty if only names are needed. */
function deploymentReader(): (awsUrl: string) => ServerlessFile {
  const read = openServerlessFile(SERVERLESS_FILE);
  return (awsUrl) =>
    read({
      stage: LOCAL_STAGE,
      region: LOCAL_REGION,
      account: LOCAL_ACCOUNT,
      queueUrl: (name) => `${awsUrl}/${LOCAL_ACCOUNT}/${name}`,
    });
}

/**
 * A hook without a secret refuses every delivery, so each gets one at the first start. @returns the local hook's secret
 */
function ensureSecrets(parameters: Parameters, hooks: readonly Hook[]): string {
  const parameter = (hook: string) => `/pushlight/${LOCAL_STAGE}/webhooks/${hook}`;
  for (const hook of hooks) {
    const name = parameter(hook.name);
    if (parameters.get(name) === undefined) parameters.put(name, makeHookSecret(hook, randomBytes(32)));
  }
  return parameters.get(parameter(LOCAL_HOOK))!.split('\n')[0]!;
}

const functionEnvironment = (awsUrl: string, { accessKeyId, secretAccessKey }: Credentials) => ({
  AWS_ENDPOINT_URL: awsUrl,
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
});
