import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { githubPayloads } from '../../functions/core/providers/github-examples.ts';
import { temporaryDirectory } from '../local/start-stand-ins.ts';
import { runCommand } from './run-command.ts';

const PROJECTS = `webhooks:
  github: { provider: github }
projects:
  - name: tags
    arn: arn:aws:codebuild:us-east-1:123456789012:project/tags
    source: { type: GITHUB, location: git@github.com:codertocat/hello-world.git }
    webhook:
      filterGroups:
        - - { type: EVENT, pattern: PUSH }
          - { type: HEAD_REF, pattern: '^refs/tags/' }
          - { type: FILE_PATH, pattern: '.*\\.ts$' }
  - name: main
    arn: arn:aws:codebuild:us-east-1:123456789012:project/main
    source: { type: GITHUB, location: https://github.com/Codertocat/Hello-World }
    webhook:
      filterGroups:
        - - { type: EVENT, pattern: PUSH }
          - { type: HEAD_REF, pattern: '^refs/heads/main$' }
`;
/** A push of the new tag simple-tag. */
const push = JSON.stringify(
  githubPayloads('push').find((payload) => 'created' in payload && payload.created === true && 'after' in payload),
);

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let projects: string;
beforeAll(async () => {
  directory = await temporaryDirectory();
  projects = path.join(directory.path, 'projects.yml');
  await writeFile(projects, PROJECTS);
});
afterAll(() => directory.remove());

const explain = (args: readonly string[], input = '') =>
  runCommand('explain', ['--projects', projects, '--hook', 'github', ...args], { input });

test('for a saved payload, it prints what would build and why, filter by filter', async () => {
  const payload = path.join(directory.path, 'payload.json');
  await writeFile(payload, push);
  const { stdout, exitCode } = await explain(['--event', 'push', payload]);
  expect(stdout).toBe(`PUSH of github.com/Codertocat/Hello-World (id 186853002)
  refs/tags/simple-tag at 6113728f27ae, by account 21031067, an unknown number of changed files

  tags: would build. Filter group 1 passed.
    group 1 passed
      ✓ EVENT PUSH   saw "PUSH"
      ✓ HEAD_REF ^refs/tags/   saw "refs/tags/simple-tag"
      ✓ FILE_PATH .*\\.ts$   saw "unknown"

  main: skipped. Group 1: HEAD_REF "refs/tags/simple-tag" does not match ^refs/heads/main$.
    group 1 did not pass
      ✓ EVENT PUSH   saw "PUSH"
      ✗ HEAD_REF ^refs/heads/main$   saw "refs/tags/simple-tag"
`);
  expect(exitCode).toBe(0);
});

test('with --json, it prints the response to the delivery, for a payload from standard input', async () => {
  const { stdout, exitCode } = await explain(['--json', '-'], push);
  expect(JSON.parse(stdout)).toMatchObject({
    events: [
      {
        event: { eventType: 'PUSH', ref: 'refs/tags/simple-tag', changedFiles: 'unknown' },
        projects: [
          { name: 'tags', verdict: 'would-queue', groups: [{ passed: true }] },
          { name: 'main', verdict: 'skipped', groups: [{ passed: false }] },
        ],
      },
    ],
  });
  expect(exitCode).toBe(0);
});

test('a missing payload is reported in one line', async () => {
  const { stdout, stderr, exitCode } = await explain(['nowhere.json']);
  expect({ stdout, stderr }).toEqual({
    stdout: '',
    stderr: 'The payload file "nowhere.json" cannot be read (ENOENT): check its path and permissions.\n',
  });
  expect(exitCode).toBe(1);
});

test.each([
  [['--hook', 'githbu'], 'The projects file has no hook named "githbu": did you mean "github"?\n'],
  [['--hook', 'other'], 'The projects file has no hook named "other": the only known name is "github"\n'],
  [[], 'Name the hook that received the payload with --hook (allowed: github).\n'],
])('a hook given as %j is refused with the allowed names', async (args, stderr) => {
  expect(await runCommand('explain', ['--projects', projects, ...args], { input: push })).toMatchObject({
    stderr,
    exitCode: 1,
  });
});
