import { once } from 'node:events';
import path from 'node:path';
import { buildLogFile } from '../local/codebuild-directory.ts';
import { deliverHead, SAMPLE } from '../local/git/remotes.ts';
import type { OnPush, Remote } from '../local/git/remote.ts';
import type { Report } from '../local/progress.ts';
import { DEFAULT_PORT, STATE_DIRECTORY } from '../local/running-service.ts';
import { pushSample } from '../local/git/sample-repository.ts';
import { startLocalService, type LocalService } from '../local/local-service.ts';
import { command } from './command.ts';
import { describeReady } from './printing/describe-ready.ts';
import { paintFor } from './printing/paint.ts';
import { printProgress } from './printing/print-progress.ts';
import { whatNext } from './printing/what-next.ts';

const HELP = `npm start -- [options]   runs Pushlight on this machine

  --port N      the gateway's port, 3000 by default; the next port is for aws --endpoint-url
  --repo DIR    also serves a bare clone of this Git repository, which itself stays unchanged; can be repeated;
                DIR:ci/buildspec.yml uses this buildspec instead of its buildspec.yml
  --state DIR   the state directory, .pushlight by default
  --verbose     shows every phase of every build, not only slow and failed ones
  --json        prints one JSON event per line, for scripts
  --help, -h    prints this help`;

interface Options {
  readonly port: number;
  readonly repositories: readonly string[];
  readonly directory: string;
  readonly verbose: boolean;
  readonly json: boolean;
}

export const main = command({
  help: HELP,
  options: {
    port: { type: 'string', default: DEFAULT_PORT },
    repo: { type: 'string', multiple: true, default: [] },
    state: { type: 'string', default: STATE_DIRECTORY },
    verbose: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
  async run({ port, repo, state, verbose, json }, { console, stdout, interrupted }) {
    const directory = path.resolve(state);
    const options: Options = { port: readPort(port), repositories: repo, directory, verbose, json };
    const print = (line: string) => console.log(line);
    const show: Report = json
      ? (progress) => print(JSON.stringify(progress))
      : printProgress({ ...options, print, paint: paintFor(stdout), logFile: (id) => buildLogFile(directory, id) });
    let sampleShown!: () => void;
    const firstBadge = new Promise<void>((resolve) => (sampleShown = resolve));
    const report: Report = (progress) => {
      show(progress);
      if (progress.type === 'badge' && progress.project === SAMPLE) sampleShown();
    };
    // From the start, since Ctrl-C may be pressed early.
    const interruption = interrupted.aborted ? Promise.resolve() : once(interrupted, 'abort');

    const service = await open(options, report).catch((error: unknown) => {
      // Ctrl-C also ends git.
      if (!interrupted.aborted) throw error;
    });
    if (!service) return;
    print(json ? JSON.stringify(readyEvent(service)) : describeReady(service, directory));
    try {
      if (!interrupted.aborted) await Promise.race([pushFirst(service), interruption]);
      if (!interrupted.aborted && !json) print(whatNext(service, directory));
      await interruption;
    } finally {
      await service.stop();
    }

    /** A user's repository may build for a long time, or skip its push, so only the sample is waited for. */
    async function pushFirst({ newRemotes }: LocalService): Promise<void> {
      for (const remote of newRemotes) {
        const pushed = await firstPush(remote, report, interrupted);
        if (pushed && remote.name === SAMPLE) await firstBadge;
      }
    }
  },
});

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_534) return port;
  throw new Error(`--port must be a number from 0 to 65534, for example 3000 (got "${text}").`);
}

const readyEvent = ({ url, awsUrl, configuredProjects, remotes }: LocalService) => ({
  type: 'ready',
  url,
  awsUrl,
  configuredProjects,
  repositories: remotes.map(({ name, path, buildspec }) => ({ name, path, ...(buildspec && { buildspec }) })),
});

/** @throws Error, one clear line, also if a port is not available */
async function open({ directory, port, repositories }: Options, report: Report): Promise<LocalService> {
  try {
    return await startLocalService({ directory, port, awsPort: port === 0 ? 0 : port + 1, repositories, report });
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && error.syscall === 'listen')) throw error;
    const { code, port: refused } = error as NodeJS.ErrnoException & { readonly port?: number };
    const why = code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${code})`;
    throw new Error(`Port ${refused} ${why}: choose another one with --port N, which uses N and N + 1.`, {
      cause: error,
    });
  }
}

/**
 * The sample is pushed as a developer would push it; a user's repository is delivered as it is.
 * @returns whether there was something to push
 */
async function firstPush(remote: Remote, report: Report, interrupted: AbortSignal): Promise<boolean> {
  const onPush: OnPush = (pushed) => report({ type: 'push', repository: remote.name, ...pushed });
  try {
    if (remote.name !== SAMPLE) return await deliverHead(remote, onPush);
    await pushSample(remote, onPush);
    return true;
  } catch (error) {
    // Ctrl-C also ends git.
    if (interrupted.aborted) return false;
    throw error;
  }
}
