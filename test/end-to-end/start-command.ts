import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Progress } from '../../infra/local/progress.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const SCRIPT = path.join(ROOT, 'infra', 'commands', 'pushlight.ts');

type Event = Progress | { readonly type: 'ready'; readonly url: string; readonly awsUrl: string };
type EventOf<T extends Event['type']> = Extract<Event, { readonly type: T }>;

/** `npm start` in a process of its own, which does not outlive the test. */
export interface StartCommand {
  readonly process: ChildProcess;
  /** What it printed so far. */
  readonly lines: readonly string[];
  /** The first line that passes, printed already or to come. @throws Error when the process ends without */
  line(passes: (line: string) => boolean): Promise<string>;
  /** The same for --json. */
  event<T extends Event['type']>(type: T, passes?: (event: EventOf<T>) => boolean): Promise<EventOf<T>>;
  /** Resolves when it has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>;
}

export function startCommand(
  parameters: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): StartCommand {
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, 'start', ...parameters], {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  const printed = createInterface(child.stdout);
  printed.on('line', (line) => lines.push(line));
  const stderr = text(child.stderr);
  const closed = once(child, 'close') as Promise<[number | null]>;
  const ended = closed.then(async ([code]) => ({ code, stderr: await stderr }));

  async function line(passes: (line: string) => boolean): Promise<string> {
    for (;;) {
      const found = lines.find(passes);
      if (found !== undefined) return found;
      const end = await Promise.race([once(printed, 'line').then(() => undefined), ended]);
      if (end) throw new Error(`npm start ended (${end.code}) before that:\n${lines.join('\n')}\n${end.stderr}`);
    }
  }

  return {
    process: child,
    lines,
    line,
    async event(type, passes = () => true) {
      type Wanted = EventOf<typeof type>;
      const isWanted = (event: Event): event is Wanted => event.type === type && passes(event as Wanted);
      return JSON.parse(await line((each) => isWanted(JSON.parse(each) as Event))) as Wanted;
    },
    ended,
  };
}

/** In any directory, with any free ports. */
export const startIn = (directory: string, ...parameters: readonly string[]): StartCommand =>
  startCommand(['--json', '--port', '0', '--state', directory, ...parameters]);
