import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { zip } from '../../infra/package/zip.ts';
import { runCommand } from './commands/run-command.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'package-'));
});
afterEach(() => rm(directory, { recursive: true }));

const packageWith = (options: string[], environment: Readonly<Record<string, string>> = {}) =>
  runCommand('package', options, { environment });

test('help describes what is created and where', async () => {
  const { stdout } = await packageWith(['--help']);
  expect(stdout).toMatch(/^npm run package[\s\S]*\.build\/[\s\S]*CloudFormation/);
});

test('an unknown option is reported in one clear line, with exit code 1', async () => {
  expect(await packageWith(['--stge', 'prod'])).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/^Unknown option '--stge'.*\n$/),
  });
});

test('an invalid projects file is reported by line, and nothing is created', async () => {
  const file = join(directory, 'projects.yml');
  await writeFile(file, 'projcts: []\n');
  expect(await packageWith([], { PUSHLIGHT_PROJECTS: file })).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/projects\.yml:1:1: error: .*\[unknown-key\]\n$/),
  });
});

test('a project of another region is refused, and nothing is created', async () => {
  const file = join(directory, 'projects.yml');
  await writeFile(
    file,
    `projects:
  - name: web
    arn: arn:aws:codebuild:eu-west-1:123456789012:project/web
    source: { type: GITHUB, location: https://github.com/acme/web }
`,
  );
  expect(await packageWith(['--region', 'us-east-1'], { PUSHLIGHT_PROJECTS: file })).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(
      /^Stage dev, region us-east-1 \(from --region\)\n.*projects\.yml:3:5: error: .*\[project-in-other-region\]\n$/,
    ),
  });
});

test('a zip has the same bytes for the same files, in whatever order they arrive', () => {
  const [a, b] = [Buffer.from('a'.repeat(1000)), Buffer.from('b')];
  const archive = zip({ 'a.mjs': a, 'b/b.mjs': b });
  expect(Buffer.from(archive).equals(zip({ 'b/b.mjs': b, 'a.mjs': a }))).toBe(true);
  expect(archive.length).toBeLessThan(500);
  expect(Object.entries(unzipSync(archive)).map(([name, content]) => [name, content.length])).toEqual([
    ['a.mjs', 1000],
    ['b/b.mjs', 1],
  ]);
});
