import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryDirectory } from '../local/start-stand-ins.ts';
import { ROOT, runCommand } from './run-command.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  directory = await temporaryDirectory();
});
afterAll(() => directory.remove());

/** Runs the command on a projects file of this text; `file` is its name as the command prints it. */
async function check(text: string, ...args: readonly string[]) {
  const name = path.join(directory.path, 'projects.yml');
  await writeFile(name, text);
  const file = path.relative(ROOT, name);
  return { file, ...(await runCommand('check', ['--projects', name, ...args])) };
}

const FINE = `webhooks: { github: { provider: github } }
projects:
  - name: web
    arn: arn:aws:codebuild:us-east-1:123456789012:project/web
    source: { type: GITHUB, location: https://github.com/acme/web }
    webhook: { filterGroups: [[{ type: EVENT, pattern: PUSH }]] }
`;
const WARNED = FINE.replace('PUSH }', 'PUSH }, { type: HEAD_REF, pattern: main }');
const WRONG = `${FINE}  - { name: web, source: { type: SVN } }\nproject: []\n`;

test('warnings are printed with their place, and are no failure', async () => {
  const { file, stdout, exitCode } = await check(WARNED);
  expect(stdout).toContain(`${file}:6:82: warning: HEAD_REF main is found in longer refs too`);
  expect(stdout).toContain(`${file}: 1 hook, 1 project, 1 warning\n`);
  expect(exitCode).toBe(0);
});

test('every problem is printed with its place, and the command fails', async () => {
  const { file, stdout, stderr, exitCode } = await check(WRONG);
  expect(stdout).toBe('');
  expect(stderr.split('\n')).toEqual([
    expect.stringMatching(`^${file}:7:28: type: "SVN" is none of `),
    `${file}:8:1: project is unknown here: did you mean projects?`,
    `${file}: 2 problems`,
    '',
  ]);
  expect(exitCode).toBe(1);
});

test('for scripts it prints JSON', async () => {
  const { file, stdout, exitCode } = await check(WRONG, '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    file,
    problems: [
      { line: 7, column: 28 },
      { line: 8, column: 1 },
    ],
    warnings: [],
  });
  expect(exitCode).toBe(1);
});
