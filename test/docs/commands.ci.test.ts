import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { githubPayloads } from '../functions/core/providers/github-examples.ts';
import { temporaryDirectory } from '../infra/local/start-stand-ins.ts';
import { blocksOf, PAGES, pageOf } from './pages.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The command that a newcomer runs first and keeps running. */
const FIRST = 'npm ci --omit=dev && npm start\n';

/** Blocks that are not run in this clone, recognised by a line, and the reason. */
const ELSEWHERE: readonly (readonly [RegExp, string])[] = [
  [/^npm ci --omit=dev && npm start$/m, 'runs already'],
  [/^npm start -- /m, 'would start it again; test/end-to-end/start-command.test.ts tries the options'],
  [/^npm ci && npm test$/m, 'is what .ci/run does'],
  [/^npm run (?:deploy|remove)\b|--stage /m, 'needs an AWS account; deploy.ci.test.ts runs it against a recorded one'],
  [/^npm run package$/m, 'needs the development dependencies; package.ci.test.ts and .ci/run run it'],
  [/^aws /m, 'needs an AWS account; below, the aws command checks it without one'],
];

const pages = PAGES.map((page) => {
  const blocks = blocksOf(page, 'sh');
  return {
    file: page.file,
    script: blocks.filter((block) => !ELSEWHERE.some(([line]) => line.test(block))).join('\n'),
  };
}).filter(({ script }) => script !== '');

let clone: Awaited<ReturnType<typeof temporaryDirectory>>;
let started: ChildProcess;
let printed: readonly string[];

/** A fresh clone, with the first block in a shell of its own. It uses port 3000, as printed. */
beforeAll(async () => {
  clone = await temporaryDirectory();
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT });
  for (const file of files.toString().split('\0').filter(Boolean)) {
    cpSync(path.join(ROOT, file), path.join(clone.path, file), { recursive: true });
  }
  started = run(FIRST);
  printed = await linesUntil(started, /^Ctrl-C stops everything\.$/);
  // The files of a reader who runs the other blocks: a projects file, a saved payload, a buildspec.
  const projectsFile = blocksOf(pageOf('docs/projects-file.md'), 'yaml')[0]!;
  writeFileSync(path.join(clone.path, 'infra', 'projects.yml'), projectsFile);
  writeFileSync(path.join(clone.path, 'payload.json'), JSON.stringify(githubPayloads('push')[0]));
  writeFileSync(
    path.join(clone.path, 'buildspec.yml'),
    'version: 0.2\nphases: { build: { on-failure: ABORT, commands: [npm --version] } }\n',
  );
}, 300_000);

afterAll(async () => {
  if (started?.pid !== undefined && started.exitCode === null) {
    // Interrupts everything that the shell has started, as Ctrl-C does.
    process.kill(-started.pid, 'SIGINT');
    await once(started, 'close');
  }
  await clone.remove();
});

/** Runs the lines of a block in one shell, which ends at the first that fails. */
const run = (script: string): ChildProcess =>
  spawn('bash', ['-e', '-c', script], { cwd: clone.path, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });

async function linesUntil({ stdout, stderr }: ChildProcess, last: RegExp): Promise<readonly string[]> {
  const lines: string[] = [];
  createInterface(stderr!).on('line', (each) => lines.push(each));
  for await (const each of createInterface(stdout!)) {
    lines.push(each);
    if (last.test(each)) return lines;
  }
  throw new Error(`${FIRST} ended before that:\n${lines.join('\n')}`);
}

test.each(['README.md', 'docs/get-started.md'])('%s begins with the command that runs everything', (file) => {
  expect(blocksOf(pageOf(file), 'sh')[0]).toBe(FIRST);
});

test('docs/get-started.md shows what npm start prints', () => {
  const shown = blocksOf(pageOf('docs/get-started.md'), '')[0]!.trimEnd().split('\n');
  expect(printed.map(withoutChance)).toEqual(expect.arrayContaining(shown.map(withoutChance)));
});

test('the README shows what git push prints for a push that builds and for one that is skipped', () => {
  const shown = blocksOf(pageOf('README.md'), '').filter((block) => block.startsWith('remote:'));
  const work = path.join(clone.path, 'my-sample');
  const git = (...args: readonly string[]) => spawnSync('git', [...args], { cwd: clone.path, encoding: 'utf8' }).stderr;
  git('clone', '.pushlight/git/sample.git', work);
  const pushed = ['Change nothing', 'Only words [skip ci]'].map((message) => {
    git(
      '-C',
      work,
      '-c',
      'user.name=Ada',
      '-c',
      'user.email=ada@example.com',
      'commit',
      '--allow-empty',
      '-m',
      message,
    );
    const remote = git('-C', work, 'push')
      .split('\n')
      .filter((line) => line.startsWith('remote:'));
    return `${remote.map((line) => line.trimEnd()).join('\n')}\n`;
  });
  expect(pushed).toEqual(shown);
}, 60_000);

/** A line without commits and durations. */
const withoutChance = (line: string): string =>
  line
    .replaceAll(/\b[0-9a-f]{7}\b/g, 'COMMIT')
    .replaceAll(/\b[\d.]+ m?s\b/g, 'TIME')
    .trimEnd();

test.each(pages)(
  'the shell blocks of $file run as printed, one after another, in one shell',
  async ({ file, script }) => {
    const shell = run(script);
    const [stdout, stderr, [exitCode]] = await Promise.all([
      text(shell.stdout!),
      text(shell.stderr!),
      once(shell, 'close'),
    ]);
    expect(`${stdout}\n${stderr}\nexit code ${exitCode}`).toMatch(/exit code 0$/);
    for (const expected of PRINTED[file] ?? []) expect(stdout).toMatch(expected);
  },
  120_000,
);

/** Output which shows that the commands of a page did what the page says. */
const PRINTED: Readonly<Record<string, readonly RegExp[]>> = {
  'docs/http-api.md': [
    /Phase complete: BUILD State: SUCCEEDED/,
    /Hello, branch\/main!/,
    /^pushlight_[0-9a-f]{12}_[0-9a-f]{56}$/m,
  ],
  'docs/local-builds.md': [/Phase complete: BUILD State: SUCCEEDED/],
  'docs/troubleshooting.md': [/PUSH of github\.com\/Codertocat\/Hello-World/],
};

const awsLines = PAGES.flatMap((page) =>
  blocksOf(page, 'sh').flatMap((block) => block.split('\n').filter((line) => line.startsWith('aws '))),
);

test.each(awsLines)('the aws command knows the operation and its options: %s', (line) => {
  const environment = { ...process.env, AWS_DEFAULT_REGION: 'eu-west-1' };
  // Checks the options against the service's model, and calls nothing.
  expect(() =>
    execFileSync('bash', ['-e', '-c', `${line} --generate-cli-skeleton input`], { env: environment, stdio: 'pipe' }),
  ).not.toThrow();
});
