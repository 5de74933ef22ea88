import type { Terminal } from './command.ts';
import { runCommand } from './run-command.ts';

// The SDK's own warning about the end of Node 20.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const terminal: Terminal = {
  console,
  stdin: process.stdin,
  stdout: process.stdout,
  get interrupted() {
    const interrupt = new AbortController();
    // Not once: npm may send the signal a second time.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupt.abort());
    return interrupt.signal;
  },
};

const [name = '', ...args] = process.argv.slice(2);
process.exit(await runCommand(name, args, terminal));
