import { spawn, type ChildProcess } from 'node:child_process';
import { Console } from 'node:console';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { runCommand } from '../../infra/commands/run-command.ts';
import type { Progress } from '../../infra/local/progress.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

type Event = Progress | { readonly type: 'ready'; readonly url: string; readonly awsUrl: string };
type EventOf<T extends Event['type']> = Extract<Event, { readonly type: T }>;

/** `npm start`, which ends with the test at the latest. */
export interface StartCommand {
  /** The lines that it has printed so far. */
  readonly lines: readonly string[];
  /** Resolves to the first line that passes, whether printed already or later. @throws Error if the command ends without one */
  line(passes: (line: string) => boolean): Promise<string>;
  /** The same for --json. */
  event<T extends Event['type']>(type: T, passes?: (event: EventOf<T>) => boolean): Promise<EventOf<T>>;
  /** Ctrl-C. */
  interrupt(): void;
  /** Resolves when it has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>;
}

/** In this process. */
export function startCommand(parameters: readonly string[]): StartCommand {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const interrupt = new AbortController();
  const terminal = {
    console: new Console({ stdout, stderr }),
    stdin: Readable.from([]),
    stdout,
    interrupted: interrupt.signal,
  };
  const errors = text(stderr);
  const ended = runCommand('start', parameters, terminal).then(async (code) => {
    stdout.end();
    stderr.end();
    return { code, stderr: await errors };
  });
  onTestFinished(async () => {
    interrupt.abort();
    await ended;
  });
  return { ...readLines(stdout, ended), interrupt: () => interrupt.abort(), ended };
}

/** In a process of its own. */
export function spawnStart(
  parameters: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
  node = process.execPath,
): StartCommand & { readonly process: ChildProcess } {
  const child = spawn(node, ['infra/run.cjs', 'infra/commands/pushlight.ts', 'start', ...parameters], {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const stderr = text(child.stderr);
  const closed = once(child, 'close') as Promise<[number | null]>;
  const ended = closed.then(async ([code]) => ({ code, stderr: await stderr }));
  return { ...readLines(child.stdout, ended), process: child, interrupt: () => void child.kill('SIGINT'), ended };
}

function readLines(output: Readable, ended: StartCommand['ended']): Pick<StartCommand, 'lines' | 'line' | 'event'> {
  const lines: string[] = [];
  const printed = createInterface(output);
  printed.on('line', (line) => lines.push(line));

  async function line(passes: (line: string) => boolean): Promise<string> {
    for (;;) {
      const found = lines.find(passes);
      if (found !== undefined) return found;
      const end = await Promise.race([once(printed, 'line').then(() => undefined), ended]);
      if (end) throw new Error(`npm start ended (${end.code}) before that:\n${lines.join('\n')}\n${end.stderr}`);
    }
  }

  return {
    lines,
    line,
    async event(type, passes = () => true) {
      type Wanted = EventOf<typeof type>;
      const isWanted = (event: Event): event is Wanted => event.type === type && passes(event as Wanted);
      return JSON.parse(await line((each) => isWanted(JSON.parse(each) as Event))) as Wanted;
    },
  };
}

/** Options for `npm start` in a directory, with any free ports. */
export const inDirectory = (directory: string, ...parameters: readonly string[]): readonly string[] => [
  '--json',
  '--port',
  '0',
  '--state',
  directory,
  ...parameters,
];
