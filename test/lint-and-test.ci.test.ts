import { spawnSync } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryDirectory } from './infra/local/start-stand-ins.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  directory = await temporaryDirectory();
});
afterAll(() => directory.remove());

test.each([
  ['both pass', 'exit 0', 'echo passed: $4; exit 0', { status: 0, stdout: 'passed: test/docs\n', stderr: '' }],
  ['a test fails', 'exit 0', 'echo failed; exit 1', { status: 1, stdout: 'failed\n', stderr: '' }],
  [
    'lint fails, which ends the tests',
    'echo src.ts:1; echo 1 error >&2; exit 2',
    'exec tail -f /dev/null',
    { status: 1, stdout: '', stderr: '\nnpm run lint failed:\n\nsrc.ts:1\n1 error\n\n' },
  ],
])('npm test where %s', async (name, lint, tests, expected) => {
  const bin = path.join(directory.path, name);
  await mkdir(bin);
  for (const [command, script] of Object.entries({ npm: lint, vitest: tests })) {
    await writeFile(path.join(bin, command), `#!/bin/sh\n${script}\n`);
    await chmod(path.join(bin, command), 0o755);
  }
  const options = { encoding: 'utf8', env: { ...process.env, PATH: `${bin}:${process.env['PATH']}` } } as const;
  const program = ['infra/run.cjs', 'test/lint-and-test.ts', 'test/docs'];
  const ran = spawnSync(process.execPath, program, { ...options, cwd: path.resolve(import.meta.dirname, '..') });
  expect(ran).toMatchObject(expected);
});
