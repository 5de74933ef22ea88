import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { githubPayloads } from '../functions/core/providers/github-examples.ts';
import { runCommand } from '../infra/commands/run-command.ts';
import { temporaryDirectory } from '../infra/local/start-stand-ins.ts';
import { blocksOf, PAGES, pageOf } from './pages.ts';

const readme = pageOf('README.md');

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let explain: (...options: readonly string[]) => Promise<string>;

/** The README's projects file, and a push to its repository's branch master. */
beforeAll(async () => {
  directory = await temporaryDirectory();
  const [projects, payload] = ['projects.yml', 'payload.json'].map((name) => path.join(directory.path, name));
  const [push] = githubPayloads('push') as readonly { readonly repository: object }[];
  const repository = { ...push!.repository, full_name: 'acme/web' };
  await writeFile(projects!, blocksOf(readme, 'yaml')[0]!);
  await writeFile(
    payload!,
    JSON.stringify({ ...push, ref: 'refs/heads/master', deleted: false, after: 'a'.repeat(40), repository }),
  );
  explain = async (...options) => {
    const ran = await runCommand('explain', ['--hook', 'github', '--projects', projects!, ...options, payload!]);
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    return ran.stdout;
  };
});
afterAll(() => directory.remove());

test('each verdict on a page is what explain prints', async () => {
  const verdicts = PAGES.flatMap((page) => blocksOf(page, '')).filter((block) => block.startsWith('  web:'));
  expect(verdicts).toHaveLength(2);
  const printed = await explain();
  for (const verdict of verdicts) expect(printed).toContain(verdict);
});

test("the README's entry of a response is what a delivery returns", async () => {
  const shown = JSON.parse(blocksOf(readme, 'json')[0]!) as object;
  expect(JSON.parse(await explain('--json'))).toMatchObject({ events: [{ projects: [shown] }] });
});
