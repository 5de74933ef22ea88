import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { zip } from '../../../../infra/package/zip.ts';
import {
  buildspec,
  makeRepository,
  openBench,
  project,
  removeTemporaryDirectories,
  temporaryDirectory,
  type TestBench,
} from './test-bench.ts';

let bench: TestBench;
afterEach(() => bench.stop());
afterAll(removeTemporaryDirectories);

const SPEC = { 'buildspec.yml': buildspec({ build: ['cat greeting'] }) };

test("an S3 source is read from a zip file below its bucket's folder", async () => {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, 's3', 'bucket', 'in'), { recursive: true });
  const files = { ...SPEC, greeting: 'from a zip\n' };
  const contents = Object.entries(files).map(([name, text]) => [name, Buffer.from(text)] as const);
  writeFileSync(join(directory, 's3', 'bucket', 'in', 'source.zip'), zip(Object.fromEntries(contents)));
  bench = await openBench({
    directory,
    projects: [project('', { source: { type: 'S3', location: 'bucket/in/source.zip' } })],
  });

  const build = await bench.run();

  expect(bench.log(build.id!)).toContain('\nfrom a zip\n');
  expect(build).toMatchObject({ buildStatus: 'SUCCEEDED' });
  expect(build.resolvedSourceVersion).toBeUndefined();
});

test('an S3 source that is a working tree includes uncommitted files, but none that Git ignores', async () => {
  const repository = makeRepository({ ...SPEC, '.gitignore': 'ignored\n', greeting: 'committed\n', gone: '' });
  writeFileSync(join(repository.path, 'greeting'), 'changed\n');
  writeFileSync(join(repository.path, 'ignored'), '');
  repository.git('rm', '--quiet', 'gone');
  bench = await openBench({ projects: [project('', { source: { type: 'S3', location: repository.path } })] });

  const text = buildspec({ build: ['cat greeting', 'ls', 'git log --oneline | wc -l'] });
  const build = await bench.run({ buildspecOverride: text });

  expect(bench.log(build.id!)).toMatch(/\nchanged\n/);
  expect(bench.log(build.id!)).not.toMatch(/\n(?:ignored|gone)\n/);
  expect(build.buildStatus).toBe('SUCCEEDED');
});

test("an S3 source that is a folder without Git is copied whole, except for the build's own folder", async () => {
  const folder = temporaryDirectory();
  for (const [name, text] of Object.entries({ ...SPEC, greeting: 'as it is\n' }))
    writeFileSync(join(folder, name), text);
  bench = await openBench({
    directory: join(folder, 'state'),
    projects: [project('', { source: { type: 'S3', location: folder } })],
  });

  const build = await bench.run({ buildspecOverride: buildspec({ build: ['cat greeting', 'ls'] }) });

  expect(bench.log(build.id!)).toContain('\nas it is\n');
  expect(bench.log(build.id!)).not.toContain('\nstate\n');
  expect(build.buildStatus).toBe('SUCCEEDED');
});

test.each([
  ['nothing/here.zip', 'NoSuchKey'],
  ['../../no/such/folder', 'is not an S3 location'],
])('the S3 location %s fails the build: %s', async (location, message) => {
  bench = await openBench({ projects: [project('', { source: { type: 'S3', location } })] });
  const build = await bench.run();
  const failed = build.phases!.find(({ phaseStatus }) => phaseStatus === 'FAILED');
  expect(failed).toMatchObject({ phaseType: 'DOWNLOAD_SOURCE', contexts: [{ statusCode: 'CLIENT_ERROR' }] });
  expect(failed!.contexts![0]!.message).toContain(message);
});

test('secondary sources are beside the primary one, each with its own version and variables', async () => {
  const library = makeRepository({ greeting: 'new\n' });
  library.git('tag', 'v1');
  const tagged = library.git('rev-parse', 'HEAD');
  library.commit({ greeting: 'newer\n' });
  const text = buildspec({
    build: [
      'cat $CODEBUILD_SRC_DIR_lib/greeting',
      'echo "$CODEBUILD_SOURCE_VERSION_lib $CODEBUILD_RESOLVED_SOURCE_VERSION_lib"',
    ],
  });
  bench = await openBench({
    projects: [
      project(text, {
        secondarySources: [{ type: 'GITHUB', location: library.path, sourceIdentifier: 'lib' }],
        secondarySourceVersions: [{ sourceIdentifier: 'lib', sourceVersion: 'v1' }],
      }),
    ],
  });
  const build = await bench.run();
  expect(bench.log(build.id!)).toContain('\nnew\n');
  expect(bench.log(build.id!)).toContain(`\nv1 ${tagged}\n`);
});

test('submodules are fetched if the project asks for them', async () => {
  const inner = makeRepository({ greeting: 'from the submodule\n' });
  const outer = makeRepository({ 'buildspec.yml': buildspec({ build: ['cat inner/greeting'] }) });
  execFileSync('git', ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.path, 'inner'], {
    cwd: outer.path,
  });
  outer.commit({});
  bench = await openBench({ projects: [project(outer)] });

  const build = await bench.run({ gitSubmodulesConfigOverride: { fetchSubmodules: true } });

  expect(bench.log(build.id!)).toContain('\nfrom the submodule\n');
});

test('a buildspec can be another file or an object in S3', async () => {
  const directory = temporaryDirectory();
  const folder = join(directory, 's3', 'bucket', 'source');
  mkdirSync(join(folder, 'ci'), { recursive: true });
  writeFileSync(join(folder, 'ci', 'other.yml'), buildspec({ build: ['echo other'] }));
  writeFileSync(join(directory, 's3', 'bucket', 'b.yml'), buildspec({ build: ['echo from s3'] }));
  bench = await openBench({
    directory,
    projects: [project('', { source: { type: 'S3', location: 'bucket/source' } })],
  });

  const other = await bench.run({ buildspecOverride: 'ci/other.yml' });
  const s3 = await bench.run({ buildspecOverride: 'arn:aws:s3:::bucket/b.yml' });
  const missing = await bench.run({ buildspecOverride: 'ci/missing.yml' });

  expect(bench.log(other.id!)).toContain('\nother\n');
  expect(bench.log(s3.id!)).toContain('\nfrom s3\n');
  expect(bench.log(missing.id!)).toMatch(
    /YAML_FILE_ERROR Message: stat .*\/ci\/missing.yml: no such file or directory/,
  );
});
