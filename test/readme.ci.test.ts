import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { githubPayloads } from './functions/core/providers/github-examples.ts';
import { temporaryDirectory } from './infra/local/start-stand-ins.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const README = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
const blocks = (language: string): readonly string[] =>
  [...README.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, block]) => block!);

const [FIRST = '', ...OTHERS] = blocks('sh');
/** What is not run here, by a line that only such blocks have, and why. */
const ELSEWHERE: readonly (readonly [RegExp, string])[] = [[/^npm run (?:deploy|remove)\b/m, 'needs an AWS account']];
const HERE = OTHERS.filter((block) => !ELSEWHERE.some(([line]) => line.test(block)));

let clone: Awaited<ReturnType<typeof temporaryDirectory>>;
let started: ChildProcess;

/** A fresh clone, and the first block in a shell of its own, where it goes on. Takes port 3000, as printed. */
beforeAll(async () => {
  clone = await temporaryDirectory();
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT });
  for (const file of files.toString().split('\0').filter(Boolean)) {
    cpSync(path.join(ROOT, file), path.join(clone.path, file), { recursive: true });
  }
  started = run(FIRST);
  await printed(started, /^Ctrl-C stops everything\.$/);
}, 300_000);

afterAll(async () => {
  if (started?.pid !== undefined && started.exitCode === null) {
    // All that the shell has started, as Ctrl-C does.
    process.kill(-started.pid, 'SIGINT');
    await once(started, 'close');
  }
  await clone.remove();
});

/** The lines of a block in one shell, which ends at the first that fails. */
const run = (script: string): ChildProcess =>
  spawn('bash', ['-e', '-c', script], { cwd: clone.path, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });

async function printed({ stdout, stderr }: ChildProcess, line: RegExp): Promise<void> {
  const lines: string[] = [];
  createInterface(stderr!).on('line', (each) => lines.push(each));
  for await (const each of createInterface(stdout!)) {
    lines.push(each);
    if (line.test(each)) return;
  }
  throw new Error(`The first block of the README ended before that:\n${lines.join('\n')}`);
}

test("the README's other shell blocks run as printed, one after another in one shell", async () => {
  // What a reader of those blocks has: the projects file that stands before them, a saved payload, a buildspec.
  writeFileSync(path.join(clone.path, 'infra', 'projects.yml'), blocks('yaml')[0]!);
  writeFileSync(path.join(clone.path, 'payload.json'), JSON.stringify(githubPayloads('push')[0]));
  writeFileSync(
    path.join(clone.path, 'buildspec.yml'),
    'version: 0.2\nphases: { build: { commands: [npm --version] } }\n',
  );

  const shell = run(HERE.join('\n'));
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(shell.stdout!),
    text(shell.stderr!),
    once(shell, 'close'),
  ]);
  expect(`${stdout}\n${stderr}\nexit code ${exitCode}`).toMatch(/exit code 0$/);
  // From the token to the log of the build that it started.
  expect(stdout).toContain('Phase complete: BUILD State: SUCCEEDED');
  expect(stdout).toContain('Hello, branch/main!');
  expect(stdout).toMatch(/^pushlight_[0-9a-f]{12}_[0-9a-f]{56}$/m);
  expect(stdout).toContain('PUSH of github.com/Codertocat/Hello-World');
}, 120_000);

describe('a shell block', () => {
  test.each(blocks('sh'))('works in zsh, where who types knows no comments and globs have to match: %s', (block) => {
    expect(block).not.toMatch(/(?:^|\s)#/m);
    expect(block.replace(/'[^']*'|"[^"]*"/g, '')).not.toMatch(/[*?[\]]/);
  });
});
