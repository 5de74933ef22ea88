import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/**
 * `npm test`: lint beside the tests, as neither keeps two cores busy. Lint prints nothing until it has ended; if it failed,
 * the tests end too, so that what it found is the last thing printed.
 */
const lint = spawn('npm', ['run', '--silent', 'lint'], { stdio: ['ignore', 'pipe', 'pipe'] });
const vitest = ['run', '--config', 'test/vitest.config.ts', ...process.argv.slice(2)];
const tests = spawn('vitest', vitest, { stdio: 'inherit' });
const testsEnded = once(tests, 'close') as Promise<[number | null]>;

const [[lintCode], ...printed] = await Promise.all([
  once(lint, 'close') as Promise<[number | null]>,
  text(lint.stdout),
  text(lint.stderr),
]);
if (lintCode !== 0) tests.kill();
const [testsCode] = await testsEnded;
if (lintCode !== 0) console.error(`\nnpm run lint failed:\n\n${printed.join('')}`);
process.exitCode = lintCode === 0 && testsCode === 0 ? 0 : 1;
