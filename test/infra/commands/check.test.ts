import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shownPath } from '../../../infra/shown-path.ts';
import { temporaryDirectory } from '../local/start-stand-ins.ts';
import { runCommand } from './run-command.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  directory = await temporaryDirectory();
});
afterAll(() => directory.remove());

/** Runs the command on a projects file of this text; `file` is its name as the command prints it. */
async function check(text: string, ...args: readonly string[]) {
  const name = path.join(directory.path, 'projects.yml');
  await writeFile(name, text);
  const file = shownPath(name);
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
const WRONG = `${FINE.replace('GITHUB', 'SVN')}project: []\n`;

test('warnings are printed with their place and do not fail the command', async () => {
  const { file, stdout, exitCode } = await check(WARNED);
  expect(stdout).toContain(`${file}:6:82: warning: the HEAD_REF pattern "main" also matches longer refs`);
  expect(stdout).toContain(`${file}: 1 hook, 1 project, 1 warning\n`);
  expect(exitCode).toBe(0);
});

test('every problem is printed with its place and fails the command', async () => {
  const { file, stdout, stderr, exitCode } = await check(WRONG);
  expect(stdout).toBe('Stage dev, region us-east-1 (from the projects file)\n');
  expect(stderr.split('\n')).toEqual([
    expect.stringMatching(`^${file}:5:15: error: "SVN" is not a valid value of "type" `),
    `${file}:7:1: error: "project" is not a valid key here: did you mean "projects"? [unknown-key]`,
    `${file}: 2 errors`,
    '',
  ]);
  expect(exitCode).toBe(1);
});

test('warnings are printed together with problems', async () => {
  const { file, stdout, stderr } = await check(
    WARNED.replace('GITHUB,', 'NO_SOURCE, buildspec: x,').replace(/.*arn.*\n/, ''),
  );
  expect(stderr).toMatch(/NO_SOURCE needs an inline buildspec/);
  expect(stderr).toContain(`${file}: 2 errors, 1 warning\n`);
  expect(stdout).toMatch(/warning: the HEAD_REF pattern "main" also matches longer refs/);
});

test('with --json it prints JSON for scripts', async () => {
  const { file, stdout, exitCode } = await check(WRONG, '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    file,
    stage: 'dev',
    region: 'us-east-1',
    errors: [
      { id: 'unknown-value', severity: 'error', file, line: 5, column: 15 },
      { id: 'unknown-key', severity: 'error', file, line: 7, column: 1 },
    ],
    warnings: [],
    ignored: [],
  });
  expect(exitCode).toBe(1);
});

const BUILDSPEC = 'version: 0.2\nphases:\n  build:\n    commands:\n      - docker build .\n';
const PUSHED = FINE.replace('acme/web }', 'acme/web, buildspec: ci/build.yml }');

async function writeBuildspec(folder: string): Promise<string> {
  const file = path.join(directory.path, folder, 'ci/build.yml');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, BUILDSPEC);
  return shownPath(file);
}

test('a buildspec in a folder that --source names is checked, and reported with its own file and line', async () => {
  const buildspec = await writeBuildspec('web');
  const { stdout, exitCode } = await check(PUSHED, '--source', `web=${path.join(directory.path, 'web')}`);
  expect(stdout).toContain(`${buildspec}:5:9: warning: this docker command would end the build with`);
  expect(exitCode).toBe(0);
});

test('a buildspec in the checkout that contains the projects file is checked', async () => {
  const buildspec = await writeBuildspec('.');
  await mkdir(path.join(directory.path, '.git'));
  await writeFile(path.join(directory.path, '.git/config'), '[remote "origin"]\n\turl = git@github.com:acme/web.git\n');
  expect((await check(PUSHED)).stdout).toContain(`${buildspec}:5:9: warning: this docker command`);
  expect((await check(PUSHED.replace('acme/web,', 'acme/api,'))).stdout).toContain('all fine');
});

test.each([
  ['web', '--source must be PROJECT=FOLDER, for example --source web=../web (got "web").\n'],
  ['app=.', '--source: there is no project named "app": the only known name is "web"\n'],
  ['web=nowhere', 'The buildspec of web does not exist: nowhere/ci/build.yml. Check --source.\n'],
])('--source %s is refused with the reason', async (source, expected) => {
  expect(await check(PUSHED, '--source', source)).toMatchObject({ stderr: expected, exitCode: 1 });
});

test('--describe prints where each project builds, for people and for scripts', async () => {
  expect((await check(FINE, '--describe')).stdout).toMatch(
    /^Stage dev.*\nweb\n  project     exists: [^]*\n\n.*: 1 hook, 1 project/,
  );
  expect(JSON.parse((await check(FINE, '--describe', '--json')).stdout)).toMatchObject({
    projects: 1,
    described: [{ name: 'web', source: 'GITHUB https://github.com/acme/web', startedBy: 'webhook github: EVENT PUSH' }],
  });
});

test.each([
  [['--stage', 'pr_od'], '--stage must be 1 to 32 letters, digits or hyphens and begin with a letter'],
  [['--stage', 'local'], 'The stage local is reserved for npm start: choose another --stage.'],
  [['--region', 'nowhere'], '--region must be a region that osls'],
])('%j is refused as in a deployment', async (options, expected) => {
  const { stderr, exitCode } = await check(FINE, ...options);
  expect(stderr).toContain(expected);
  expect(exitCode).toBe(1);
});

test('a project in another region is found, even beside other errors', async () => {
  const { file, stderr } = await check(FINE.replace('EVENT,', 'HEAD_REF,'), '--region', 'eu-west-1');
  expect(stderr.split('\n')).toEqual([
    `${file}:4:5: error: the project "web" is in us-east-1, not in eu-west-1: use --region us-east-1 [project-in-other-region]`,
    expect.stringMatching(/\[filter-group-without-event\]$/),
    `${file}: 2 errors, 1 warning`,
    '',
  ]);
});

test.each([
  ['', 'Nothing can be built yet. Next, add a hook to webhooks and a project to projects'],
  ['webhooks: { github: { provider: github } }', 'Nothing can be built yet. Next, add a project to projects'],
  [FINE.replace(/^webhooks.*\n/, '').replace(/ *webhook:.*\n/, ''), 'No push starts a build yet. Next, add a hook'],
])('for the file %j, the next step is printed', async (text, expected) => {
  const { stdout, exitCode } = await check(text);
  expect(stdout).toMatch(/^Stage dev, [^]*all fine\n/);
  expect(stdout).toContain(expected);
  expect(exitCode).toBe(0);
});

test('without a region, everything else is still checked', async () => {
  expect((await check('')).stdout).toMatch(
    /^Stage dev, no region: add --region to run the checks that depend on the region\n.*0 hooks, 0 projects, all fine\n/,
  );
});
