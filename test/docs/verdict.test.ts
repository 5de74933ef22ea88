import path from 'node:path';
import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { githubPayloads } from '../functions/core/providers/github-examples.ts';
import { runCommand } from '../infra/commands/run-command.ts';
import { temporaryDirectory } from '../infra/local/start-stand-ins.ts';
import { blocksOf, PAGES } from './pages.ts';

const readme = PAGES.find(({ file }) => file === 'README.md')!;
const verdicts = PAGES.flatMap((page) => blocksOf(page, '')).filter((block) => block.startsWith('  web:'));

test("each verdict in a page is what explain prints of the README's projects file and a push to master", async () => {
  const directory = await temporaryDirectory();
  const inDirectory = (name: string): string => path.join(directory.path, name);
  try {
    const [push] = githubPayloads('push') as readonly { readonly repository: object }[];
    const repository = { ...push!.repository, full_name: 'acme/web' };
    await writeFile(inDirectory('projects.yml'), blocksOf(readme, 'yaml')[0]!);
    await writeFile(
      inDirectory('payload.json'),
      JSON.stringify({ ...push, ref: 'refs/heads/master', deleted: false, after: 'a'.repeat(40), repository }),
    );
    const args = ['--hook', 'github', '--projects', inDirectory('projects.yml'), inDirectory('payload.json')];
    const { stdout, stderr } = await runCommand('explain', args);
    expect(stderr).toBe('');
    expect(verdicts).toHaveLength(2);
    for (const shown of verdicts) expect(stdout).toContain(shown);
  } finally {
    await directory.remove();
  }
});
