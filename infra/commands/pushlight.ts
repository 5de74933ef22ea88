import type { Terminal } from './command.ts';
import { runCommand } from './run-command.ts';

// The SDK warns about the end of support for Node 20.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

const interrupt = new AbortController();
let isInterruptible = false;

const terminal: Terminal = {
  console,
  stdin: process.stdin,
  stdout: process.stdout,
  get interrupted() {
    // The listener is not added with `once`, because npm can send the signal a second time.
    if (!isInterruptible)
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupt.abort());
    isInterruptible = true;
    return interrupt.signal;
  },
};

process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  // The reader has gone, as in npm run logs -- sample | head.
  if (!isInterruptible) process.exit(1);
  // A service continues even if the disk of its output is full.
  if (code === undefined || !FULL.has(code)) interrupt.abort();
});

const [name = '', ...args] = process.argv.slice(2);
// npm runs a script in the package's folder, and passes the user's folder in a variable.
const { npm_lifecycle_event: script, INIT_CWD: folder } = process.env;
if (script === name && folder !== undefined) process.chdir(folder);
const exitCode = await runCommand(name, args, terminal);
// Ending the process would lose what a pipe has not read yet.
for (const stream of [process.stdout, process.stderr])
  await new Promise<void>((resolve) => stream.write('', () => resolve()));
process.exit(exitCode);
