import { execFileSync } from 'node:child_process';
import { EventEmitter, on } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  BatchGetBuildsCommand,
  CodeBuildClient,
  StartBuildCommand,
  type Build,
  type StartBuildCommandInput,
} from '@aws-sdk/client-codebuild';
import { startAwsEndpoint } from '../../../../infra/local/aws/aws-endpoint.ts';
import type { CodeBuildEvent } from '../../../../infra/local/codebuild/build-events.ts';
import { createCodeBuild, type CodeBuildOptions } from '../../../../infra/local/codebuild/create-codebuild.ts';
import type { ProjectDeclaration } from '../../../../infra/local/codebuild/model.ts';
import type { Progress } from '../../../../infra/local/progress.ts';

export const CREDENTIALS = { accessKeyId: 'AKIAABCDEFGHIJKLMNOP', secretAccessKey: 'x'.repeat(40) };

/** A CodeBuild behind its endpoint, the SDK's client for it, and what it has emitted and reported. */
export interface TestBench {
  readonly client: CodeBuildClient;
  readonly url: string;
  readonly directory: string;
  readonly events: readonly CodeBuildEvent[];
  readonly progress: readonly Progress[];
  start(input?: Partial<StartBuildCommandInput>): Promise<Build>;
  get(id: string): Promise<Build>;
  /** Starts a build, waits for its end and returns it. */
  run(input?: Partial<StartBuildCommandInput>): Promise<Build>;
  ended(id: string): Promise<Build>;
  /** Waits until the log of the build has the text. */
  logged(id: string, text: string): Promise<void>;
  log(id: string): string;
  stop(): Promise<void>;
}

export async function openBench(options: Partial<CodeBuildOptions> = {}): Promise<TestBench> {
  const directory = options.directory ?? temporaryDirectory();
  const events: CodeBuildEvent[] = [];
  const progress: Progress[] = [];
  const emitted = new EventEmitter().setMaxListeners(0);
  const service = await createCodeBuild({
    projects: [],
    report: (step) => progress.push(step),
    ...options,
    directory,
    emit: (event) => void (events.push(event), emitted.emit('event')),
  });
  const endpoint = await startAwsEndpoint({ port: 0, credentials: CREDENTIALS, services: [service] });
  const client = new CodeBuildClient({
    region: 'us-east-1',
    endpoint: endpoint.url,
    credentials: CREDENTIALS,
    maxAttempts: 1,
  });
  const log = (id: string): string => readFileSync(join(directory, 'logs', `${id.split(':')[1]}.log`), 'utf8');
  const get = async (id: string): Promise<Build> =>
    (await client.send(new BatchGetBuildsCommand({ ids: [id] }))).builds![0]!;
  const start = async (input: Partial<StartBuildCommandInput> = {}): Promise<Build> =>
    (await client.send(new StartBuildCommand({ projectName: 'web', ...input }))).build!;
  const ended = async (id: string): Promise<Build> => {
    const isEnd = ({ detail }: CodeBuildEvent): boolean =>
      String(detail['build-id']).endsWith(id) && ![undefined, 'IN_PROGRESS'].includes(detail['build-status'] as string);
    if (!events.some(isEnd)) for await (const _ of on(emitted, 'event')) if (events.some(isEnd)) break;
    return get(id);
  };
  return {
    client,
    url: endpoint.url,
    directory,
    events,
    progress,
    start,
    get,
    ended,
    run: async (input) => ended((await start(input)).id!),
    log,
    async logged(id, text) {
      const logs = join(directory, 'logs');
      const file = `${id.split(':')[1]}.log`;
      const written = (): boolean => readdirSync(logs).includes(file) && log(id).includes(text);
      const watcher = watch(logs);
      if (!written()) for await (const _ of on(watcher, 'change')) if (written()) break;
      watcher.close();
    },
    async stop() {
      await service.stop();
      await endpoint.stop();
      client.destroy();
    },
  };
}

/** Removed by `removeTemporaryDirectories`. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'codebuild-test-'));
  directories.push(directory);
  return directory;
}

const directories: string[] = [];

export function removeTemporaryDirectories(): void {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
}

export interface TestRepository {
  readonly path: string;
  /** Commits the files and returns the commit. */
  commit(files: Readonly<Record<string, string>>): string;
  git(...parameters: string[]): string;
}

export function makeRepository(files: Readonly<Record<string, string>>): TestRepository {
  const path = temporaryDirectory();
  const git = (...parameters: string[]): string =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', ...parameters], {
      cwd: path,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' },
    }).trim();
  git('init', '--quiet', '--initial-branch=main');
  const commit = (contents: Readonly<Record<string, string>>): string => {
    for (const [name, text] of Object.entries(contents)) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), text);
    }
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message', 'a commit');
    return git('rev-parse', 'HEAD');
  };
  commit(files);
  return { path, commit, git };
}

export const ENVIRONMENT = {
  type: 'LINUX_CONTAINER',
  image: 'aws/codebuild/standard:7.0',
  computeType: 'BUILD_GENERAL1_SMALL',
} as const;

/** A project named "web" whose source is the repository, or whose whole source is the buildspec. */
export function project(source: TestRepository | string, more: Partial<ProjectDeclaration> = {}): ProjectDeclaration {
  return {
    name: 'web',
    source:
      typeof source === 'string' ? { type: 'NO_SOURCE', buildspec: source } : { type: 'GITHUB', location: source.path },
    environment: ENVIRONMENT,
    ...more,
  };
}

/** A buildspec with the commands in its phases. */
export const buildspec = (phases: Readonly<Record<string, readonly string[]>>): string =>
  `version: 0.2\nphases:\n${Object.entries(phases)
    .map(([name, commands]) => `  ${name}:\n    commands: ${JSON.stringify(commands)}\n`)
    .join('')}`;

/** Also false for a zombie: one that is never reaped, as in a container without an init, has ended too. */
export function isRunning(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
