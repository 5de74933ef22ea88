import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BADGE_STATES } from '../../functions/core/badge/badge-state.ts';
import { shownPath } from '../../infra/shown-path.ts';
import { runCommand } from '../infra/commands/run-command.ts';
import { temporaryDirectory } from '../infra/local/start-stand-ins.ts';
import { blocksOf, pageOf } from './pages.ts';

const page = pageOf('docs/troubleshooting.md');
const outputs = blocksOf(page, '');

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  directory = await temporaryDirectory();
});
afterAll(() => directory.remove());

test("the page shows what npm run check prints about CodeBuild's own webhook", async () => {
  const projects = path.join(directory.path, 'projects.yml');
  const [example] = blocksOf(pageOf('README.md'), 'yaml');
  await writeFile(projects, example!.replace('webhook:\n', 'webhook:\n      payloadUrl: https://example.com/\n'));
  const { stdout, stderr } = await runCommand('check', ['--projects', projects]);
  const [shown] = outputs.find((block) => block.includes('codebuild-webhook-exists'))!.split('\n');
  expect(`${stdout}${stderr}`.replaceAll(shownPath(projects), 'infra/projects.yml').split('\n')).toContain(shown);
});

test('each badge that the page shows as JSON has the word and colour of a state', () => {
  const badges = outputs.flatMap((block) => block.split('\n').filter((line) => line.startsWith('{"schemaVersion"')));
  expect(badges).toHaveLength(2);
  const states = Object.values(BADGE_STATES).map(({ message, color }) =>
    JSON.stringify({ schemaVersion: 1, label: 'build', message, color }),
  );
  expect(states).toEqual(expect.arrayContaining(badges));
});
