import { parseArgs } from 'node:util';
import path from 'node:path';
import type { Progress, Report } from '../local/progress.ts';
import { deliverHead, SAMPLE } from '../local/git/remotes.ts';
import type { OnPush, Remote } from '../local/git/remote.ts';
import { DEFAULT_PORT, STATE_DIRECTORY } from '../local/running-stack.ts';
import { pushSample } from '../local/sample-repository.ts';
import { startStack } from '../local/stack.ts';
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

function readOptions(): Options | undefined {
  const { values } = parseArgs({
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

async function main(interrupted: AbortSignal): Promise<void> {
  const options = readOptions();
  if (!options) return console.log(USAGE);
  const say = (text: string, event: object) => console.log(options.json ? JSON.stringify(event) : text);
  const firstBadges = new Map<string, () => void>();
  const report = (progress: Progress) => {
    say(describeProgress(progress), progress);
    if (progress.type === 'badge') firstBadges.get(progress.project)?.();
  };

  const stack = await startStack({
    directory: options.directory,
    port: options.port,
    awsPort: options.port === 0 ? 0 : options.port + 1,
    repositories: options.repositories,
    report,
  });
  const stop = async () => {
    await stack.stop();
    process.exit(0);
  };
  interrupted.addEventListener('abort', () => void stop());
  if (interrupted.aborted) return stop();

  say(`Pushlight is ready: ${stack.url}`, { type: 'ready', url: stack.url, awsUrl: stack.awsUrl });
  for (const remote of stack.newRemotes) {
    const shown = new Promise<void>((resolve) => firstBadges.set(remote.name, resolve));
    if (await firstPush(remote, report, interrupted)) await shown;
  }
  if (!options.json) console.log(whatNext(stack, options.directory));
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

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('syscall' in error && error.syscall === 'listen' && 'port' in error && 'code' in error) {
    const why = error.code === 'EADDRINUSE' ? 'is taken' : `can't be had (${String(error.code)})`;
    return `Port ${String(error.port)} ${why}: choose another with --port N; it uses N and N + 1.`;
  }
  if ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    return `${error.message}. npm start -- --help lists the options.`;
  }
  return error.message;
}

// From the start on, since Ctrl-C may come early; and every time, since npm may send it once more.
const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupt.abort());
try {
  await main(interrupt.signal);
} catch (error) {
  if (interrupt.signal.aborted) process.exit(0);
  console.error(messageOf(error));
  process.exit(1);
}
