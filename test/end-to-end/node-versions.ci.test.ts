import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { temporaryDirectory } from '../infra/local/start-stand-ins.ts';
import { installPackages } from '../install-packages.ts';
import { badgeOf } from './run-service.ts';
import { inDirectory, spawnStart } from './start-command.ts';

/** The oldest version that package.json promises, and the newest of each later LTS line. */
const VERSIONS = ['20.19.0', '22', '24'] as const;

const aliasOf = (version: string): string => `node-${version}`;

let installed: string;
beforeAll(async () => {
  const program = `node-${process.platform}-${process.arch}`;
  installed = await installPackages(
    'node-versions',
    VERSIONS.map((version) => `${aliasOf(version)}@npm:${program}@${version}`),
  );
});

test.each(VERSIONS)('Node %s starts the service and builds a push into a green badge', async (version) => {
  const bin = path.join(installed, aliasOf(version), 'bin');
  const node = path.join(bin, 'node');
  expect(execFileSync(node, ['--version'], { encoding: 'utf8' })).toMatch(RegExp(`^v${version}\\b`));
  const state = await temporaryDirectory();
  // Builds use it too.
  const environment = { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH']}` };
  const command = spawnStart(inDirectory(state.path), environment, node);

  const { url } = await command.event('badge', ({ project }) => project === 'sample');
  expect(await badgeOf(new URL(url).origin)).toBe('build: passing');
  command.interrupt();
  expect(await command.ended).toEqual({ code: 0, stderr: '' });
  await state.remove();
});
