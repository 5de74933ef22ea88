import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openBuildLog } from '../../../../infra/local/codebuild/running/build-log.ts';
import { buildspec, openBench, project, removeTemporaryDirectories, temporaryDirectory } from './test-bench.ts';

afterAll(removeTemporaryDirectories);

const web = project(buildspec({ build: ['true'] }));

describe.each(['builds', 'projects'])('a damaged file of %s', (kind) => {
  test.each(['', 'not JSON', '{"build":', 'null', '5', '[]', '{}', '{"build":{},"project":{}}'])(
    'is named at the next start, with what to do: %s',
    async (damage) => {
      const directory = temporaryDirectory();
      mkdirSync(join(directory, kind));
      const file = join(directory, kind, 'one.json');
      writeFileSync(file, damage);
      await expect(openBench({ directory, projects: [web] })).rejects.toThrow(
        `${file} is damaged. Repair it, or delete it; the service then forgets `,
      );
    },
  );
});

test('a build whose state cannot be kept is reported, and ends', async () => {
  const waiting = project(buildspec({ build: ['until [ -e "$GO" ]; do sleep 0.05; done'] }));
  const bench = await openBench({ projects: [waiting] });
  const go = join(bench.directory, 'go');
  const { id } = await bench.start({ environmentVariablesOverride: [{ name: 'GO', value: go, type: 'PLAINTEXT' }] });
  await bench.logged(id!, 'Running command');
  const [kept] = readdirSync(join(bench.directory, 'builds'));
  const file = join(bench.directory, 'builds', kept!);
  mkdirSync(`${file}.new`);
  writeFileSync(go, '');
  expect(await bench.ended(id!)).toMatchObject({ buildStatus: 'SUCCEEDED' });
  expect(bench.progress.find(({ type }) => type === 'problem')).toEqual({
    type: 'problem',
    part: waiting.name,
    message: `${file} cannot be written: it is a directory. Remove it and try again.`,
  });
  await bench.stop();
});

test('a log that cannot be written is reported once, and the commands continue', async () => {
  const failures: string[] = [];
  const log = await openBuildLog('/dev/full', temporaryDirectory(), ({ message }) => failures.push(message));
  log.line('one');
  log.line('two');
  log.settle();
  log.close();
  expect(failures).toEqual(['/dev/full cannot be written: the disk is full. Free some space and try again.']);
});
