import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadProjectsFile } from '../../../infra/projects-file/load-projects-file.ts';
import { shownPath } from '../../../infra/shown-path.ts';
import { temporaryDirectory } from '../local/start-stand-ins.ts';

test('the shipped file has no projects and no findings', async () => {
  const { hooks, projects, warnings } = await loadProjectsFile(
    path.resolve(import.meta.dirname, '../../../infra/projects.yml'),
  );
  expect({ hooks, projects, warnings }).toEqual({ hooks: [], projects: [], warnings: [] });
});

test('every problem is in one message, one per line, with the file', async () => {
  const directory = await temporaryDirectory();
  onTestFinished(() => directory.remove());
  const file = path.join(directory.path, 'projects.yml');
  await writeFile(file, 'project: []\nwebhook: {}\n');
  const shown = shownPath(file);
  await expect(loadProjectsFile(file)).rejects.toThrow(
    `${shown}:1:1: error: "project" is not a valid key here: did you mean "projects"? [unknown-key]\n${shown}:2:1: error: "webhook" is not a valid key here: did you mean "webhooks"? [unknown-key]`,
  );
});

test('a missing file is named', async () => {
  await expect(loadProjectsFile('/nowhere/projects.yml')).rejects.toThrow(
    /nowhere\/projects\.yml cannot be read \(ENOENT\)/,
  );
});
