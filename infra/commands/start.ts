import { once } from 'node:events';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Progress, Report } from '../local/progress.ts';
import { deliverHead, SAMPLE } from '../local/git/remotes.ts';
import type { OnPush, Remote } from '../local/git/remote.ts';
import { DEFAULT_PORT, STATE_DIRECTORY } from '../local/running-stack.ts';
import { pushSample } from '../local/sample-repository.ts';
import { startStack, type Stack } from '../local/stack.ts';
import type { Terminal } from './command.ts';
import { describeProgress } from './describe-progress.ts';
import { whatNext } from './what-next.ts';

const USAGE = `npm start -- [options]   runs Pushlight on this machine

  --port N      the gateway's port, 3000 unless told; the port after it is for aws --endpoint-url
  --repo DIR    serves a bare clone of this repository too; may be given several times
  --state DIR   keeps everything there instead of .pushlight
  --json        prints one event a line, for scripts
  --help        prints this`;

interface Options {
  readonly port: number;
  readonly repositories: readonly string[];
  readonly directory: string;
  readonly json: boolean;
}

function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: DEFAULT_PORT },
      repo: { type: 'string', multiple: true, default: [] },
      state: { type: 'string', default: STATE_DIRECTORY },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_534) {
    throw new Error(`--port takes a number from 0 to 65534, not "${values.port}".`);
  }
  return { port, repositories: values.repo, directory: path.resolve(values.state), json: values.json };
}

export async function main(args: readonly string[], { console, interrupted }: Terminal): Promise<void> {
  const options = readOptions(args);
  if (!options) return console.log(USAGE);
  const say = (text: string, event: object) => console.log(options.json ? JSON.stringify(event) : text);
  const firstBadges = new Map<string, () => void>();
  const report = (progress: Progress) => {
    say(describeProgress(progress), progress);
    if (progress.type === 'badge') firstBadges.get(progress.project)?.();
  };
  // From the start on, since Ctrl-C may come early.
  const interruption = interrupted.aborted ? Promise.resolve() : once(interrupted, 'abort');

  const stack = await open(options, report).catch((error: unknown) => {
    // Ctrl-C ends git as well.
    if (!interrupted.aborted) throw error;
  });
  if (!stack) return;
  say(`Pushlight is ready: ${stack.url}`, { type: 'ready', url: stack.url, awsUrl: stack.awsUrl });
  try {
    if (!interrupted.aborted) await Promise.race([showFirstBadges(stack), interruption]);
    if (!interrupted.aborted && !options.json) console.log(whatNext(stack, options.directory));
    await interruption;
  } finally {
    await stack.stop();
  }

  async function showFirstBadges({ newRemotes }: Stack): Promise<void> {
    for (const remote of newRemotes) {
      const shown = new Promise<void>((resolve) => firstBadges.set(remote.name, resolve));
      if (await firstPush(remote, report, interrupted)) await shown;
    }
  }
}

/** @throws Error, one clear line, also for a port that cannot be used */
async function open({ directory, port, repositories }: Options, report: Report): Promise<Stack> {
  try {
    return await startStack({ directory, port, awsPort: port === 0 ? 0 : port + 1, repositories, report });
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && error.syscall === 'listen')) throw error;
    const { code, port: refused } = error as NodeJS.ErrnoException & { readonly port?: number };
    const why = code === 'EADDRINUSE' ? 'is taken' : `can't be had (${code})`;
    throw new Error(`Port ${refused} ${why}: choose another with --port N; it uses N and N + 1.`, { cause: error });
  }
}

/**
 * The sample is pushed as a developer would push it; a repository of the user's is delivered as it is.
 * @returns whether there was something to push
 */
async function firstPush(remote: Remote, report: Report, interrupted: AbortSignal): Promise<boolean> {
  const onPush: OnPush = (pushed) => report({ type: 'push', repository: remote.name, ...pushed });
  try {
    if (remote.name !== SAMPLE) return await deliverHead(remote, onPush);
    await pushSample(remote, onPush);
    return true;
  } catch (error) {
    // Ctrl-C ends git as well.
    if (interrupted.aborted) return false;
    throw error;
  }
}
