import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Build, StartBuildCommandInput } from '@aws-sdk/client-codebuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readZip, type ZipEntry } from '../../../../infra/local/codebuild/artifacts/read-zip.ts';
import { openBench, project, removeTemporaryDirectories, type TestBench } from './test-bench.ts';

let bench: TestBench;
beforeAll(async () => {
  bench = await openBench({
    projects: [project(buildOf('files: a'), { artifacts: { type: 'S3', location: 'bucket' } })],
  });
});
afterAll(async () => {
  await bench.stop();
  removeTemporaryDirectories();
});

const buildOf = (artifacts: string): string => `version: 0.2
phases:
  build:
    commands:
      - |
        mkdir -p dist/deep $HOME/kept && touch $HOME/kept/b $HOME/kept/c $TMPDIR/made
        echo one > dist/one.js && echo two > dist/deep/two.js && echo map > dist/one.map
        ln -s one.js dist/link.js
        touch dist/run && chmod +x dist/run
        VERSION=7
artifacts:
${artifacts.replaceAll(/^/gm, '  ')}
`;

const run = (artifacts: string, overrides: Partial<StartBuildCommandInput> = {}): Promise<Build> =>
  bench.run({ buildspecOverride: buildOf(artifacts), ...overrides });

const stored = (...path: string[]): string => join(bench.directory, 's3', 'bucket', ...path);
const listed = (...path: string[]): string[] =>
  (readdirSync(stored(...path), { recursive: true }) as string[]).toSorted();

test('artifacts are the files in the base directory that match the patterns', async () => {
  const build = await run("files: ['**/*']\nbase-directory: dis*\nexclude-paths: ['**/*.map']");
  expect(build.artifacts).toMatchObject({ location: 'arn:aws:s3:::bucket/web' });
  expect(listed('web')).toEqual(['deep', 'deep/two.js', 'link.js', 'one.js', 'run']);
  expect(bench.log(build.id!)).toContain('Expanding base directory path: dis*');
});

test('paths can be discarded', async () => {
  await run('files: dist/**/*.js\ndiscard-paths: yes');
  expect(listed('web')).toEqual(['link.js', 'one.js', 'two.js']);
});

test('a name is expanded by the shell if the project lets the buildspec name the artifacts', async () => {
  const artifacts = "files: 'dist/*.js'\nname: web-$VERSION-$(echo x)";
  const location = { type: 'S3' as const, location: 'bucket', path: '/out/', overrideArtifactName: true };
  const build = await run(artifacts, { artifactsOverride: location });
  expect(build.artifacts!.location).toBe('arn:aws:s3:::bucket/out/web-7-x');
  expect(listed('out', 'web-7-x')).toEqual(['dist', 'dist/link.js', 'dist/one.js']);
});

async function entriesOf(archive: string): Promise<readonly ZipEntry[]> {
  const entries: ZipEntry[] = [];
  for await (const entry of readZip(archive)) entries.push(entry);
  return entries;
}

test('a zip is reported with its checksums, below the prefix and the id of the build', async () => {
  const artifacts = "files: 'one.js'\nbase-directory: dist\ns3-prefix: p";
  const declared = {
    type: 'S3',
    location: 'bucket',
    packaging: 'ZIP',
    namespaceType: 'BUILD_ID',
    name: 'w.zip',
  } as const;
  const build = await run(artifacts, { artifactsOverride: declared });
  const uuid = build.id!.split(':')[1]!;
  expect(build.artifacts).toMatchObject({
    location: `arn:aws:s3:::bucket/p/${uuid}/w.zip`,
    md5sum: expect.stringMatching(/^[0-9a-f]{32}$/),
    sha256sum: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  const entries = await entriesOf(stored('p', uuid, 'w.zip'));
  expect(entries.map(({ name, content }) => [name, content.toString()])).toEqual([['one.js', 'one\n']]);
});

test('a zip keeps executable bits, and symbolic links if the buildspec asks for it', async () => {
  const declared = { type: 'S3', location: 'bucket', packaging: 'ZIP', name: 'w.zip' } as const;
  await run("files: ['**/*.js', run]\nbase-directory: $CODEBUILD_SRC_DIR/dist\nenable-symlinks: yes", {
    artifactsOverride: declared,
  });
  const entries = await entriesOf(stored('w.zip'));
  const modes = Object.fromEntries(entries.map(({ name, mode }) => [name, mode!.toString(8)]));
  expect(modes).toEqual({ 'deep/two.js': '644', 'link.js': '777', 'one.js': '644', run: '755' });
  const link = entries.find(({ name }) => name === 'link.js')!;
  expect(link.content.toString()).toBe('one.js');
});

test('files outside the source are found with ~ and absolute paths', async () => {
  await run('files: [~/kept/*, $TMPDIR/made, /root/kept/b]\ndiscard-paths: yes');
  expect(listed('web')).toEqual(['b', 'c', 'made']);
});

test('a directory alone matches no files, and the log suggests the right pattern', async () => {
  const build = await run('files: dist/');
  expect(build.buildStatus).toBe('FAILED');
  expect(bench.log(build.id!)).toContain('Skipping invalid file path dist/: it is a directory; use dist/**/*');
});

test('secondary artifacts are named by their identifiers', async () => {
  const build = await run("secondary-artifacts:\n  maps:\n    files: ['dist/*.map']", {
    secondaryArtifactsOverride: [{ type: 'S3', location: 'bucket', name: 'maps', artifactIdentifier: 'maps' }],
  });
  expect(build.secondaryArtifacts).toMatchObject([
    { artifactIdentifier: 'maps', location: 'arn:aws:s3:::bucket/maps' },
  ]);
  expect(listed('maps')).toEqual(['dist', 'dist/one.map']);
});

test.each([
  ['files: nothing/*', 'no matching artifact paths found'],
  ['files: a\nbase-directory: nothing', 'no matching base directory path found for nothing'],
])('%s fails the upload', async (artifacts, message) => {
  const build = await run(artifacts);
  expect(build.phases!.find(({ phaseStatus }) => phaseStatus === 'FAILED')).toMatchObject({
    phaseType: 'UPLOAD_ARTIFACTS',
    contexts: [{ statusCode: 'CLIENT_ERROR', message }],
  });
});

test('a project without artifacts keeps none', async () => {
  const build = await run("files: ['**/*']", { artifactsOverride: { type: 'NO_ARTIFACTS' } });
  expect(build).toMatchObject({ buildStatus: 'SUCCEEDED', artifacts: { location: '' } });
  expect(bench.log(build.id!)).not.toContain('Expanding');
});
