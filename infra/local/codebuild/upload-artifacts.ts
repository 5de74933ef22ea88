import { createHash } from 'node:crypto';
import { copyFile, cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Artifacts, Buildspec } from '../../buildspec/buildspec.ts';
import { zip } from '../../zip.ts';
import { buildUuid } from './arns.ts';
import type { BuildLog } from './build-log.ts';
import { glob, globDirectory, globMatcher } from './glob.ts';
import type { Build, ProjectArtifacts } from './model.ts';
import { PhaseFailure } from './phase-failure.ts';
import { s3File } from './s3-files.ts';

export interface UploadOptions {
  readonly sourceDirectory: string;
  /** Holds a folder for each S3 bucket. */
  readonly s3Directory: string;
  readonly log: BuildLog;
  /** What the build's shell makes of a text. */
  readonly expand: (text: string) => Promise<string>;
}

/** A file of the build and its name among the artifacts. */
interface ArtifactFile {
  readonly file: string;
  readonly name: string;
}

/**
 * Puts what the buildspec names where the project wants its artifacts, and says in the build where that is.
 * Throws PhaseFailure where nothing matches.
 */
export async function uploadArtifacts(
  build: Build,
  primary: ProjectArtifacts,
  secondary: readonly ProjectArtifacts[],
  { artifacts, secondaryArtifacts }: Buildspec,
  options: UploadOptions,
): Promise<void> {
  if (primary.type !== 'NO_ARTIFACTS' && artifacts) {
    build.artifacts = { ...build.artifacts, ...(await upload(build, primary, artifacts, options)) };
  }
  for (const declared of secondary) {
    const identifier = declared.artifactIdentifier ?? '';
    const described = secondaryArtifacts[identifier];
    if (!described) {
      const message = `no secondary artifact ${identifier} in the buildspec: expected it under artifacts.secondary-artifacts`;
      throw new PhaseFailure('CLIENT_ERROR', message);
    }
    const uploaded = await upload(build, declared, described, options);
    build.secondaryArtifacts = (build.secondaryArtifacts ?? []).map((each) =>
      each.artifactIdentifier === identifier ? { ...each, ...uploaded } : each,
    );
  }
}

/** The ARN that a build names for its artifacts. */
export function artifactsArn(
  { location, path, namespaceType, name }: ProjectArtifacts,
  build: Pick<Build, 'id' | 'projectName'>,
  prefix?: string,
): string {
  const isPerBuild = namespaceType === 'BUILD_ID';
  const parts = [location, path, isPerBuild && prefix, isPerBuild && buildUuid(build.id), name || build.projectName];
  return `arn:aws:s3:::${parts
    .map((part) => (part || '').replaceAll(/^\/+|\/+$/g, ''))
    .filter((part) => part !== '')
    .join('/')}`;
}

async function upload(build: Build, declared: ProjectArtifacts, described: Artifacts, options: UploadOptions) {
  const files = await findFiles(described, options);
  const named = declared.overrideArtifactName && described.name;
  const name = named ? await options.expand(named) : declared.name;
  const location = artifactsArn({ ...declared, ...(name !== undefined && { name }) }, build, described.s3Prefix);
  const target = s3File(options.s3Directory, location);
  options.log.line(`Artifacts: ${files.length} file(s) to ${target}`);
  if (declared.packaging === 'ZIP') return { location, ...(await writeZip(files, target)) };
  await copyFiles(files, target, described.enableSymlinks);
  return { location };
}

async function findFiles(
  described: Artifacts,
  { sourceDirectory, log, expand }: UploadOptions,
): Promise<ArtifactFile[]> {
  const { files: patterns, excludePaths, discardPaths } = described;
  const wanted = await expand(described.baseDirectory ?? '.');
  log.line(`Expanding base directory path: ${wanted}`);
  const base = await globDirectory(sourceDirectory, wanted);
  if (base === undefined) {
    throw new PhaseFailure('CLIENT_ERROR', `no matching base directory path found for ${wanted}`);
  }
  log.line(`Expanding file paths for base directory ${wanted}`);
  const excluded = excludePaths.map(globMatcher);
  const found = new Map<string, ArtifactFile>();
  for (const pattern of patterns) {
    const expanded = (await expand(pattern)).replace(`${sourceDirectory}/`, '');
    log.line(`Expanding ${expanded}`);
    const matches = await glob(join(sourceDirectory, base), expanded);
    log.line(`Found ${matches.length} file(s)`);
    for (const { path } of matches) {
      if (excluded.some((matches) => matches(path))) continue;
      const name = discardPaths ? basename(path) : path;
      found.set(name, { file: join(sourceDirectory, base, path), name });
    }
  }
  if (found.size === 0) throw new PhaseFailure('CLIENT_ERROR', 'no matching artifact paths found');
  return [...found.values()];
}

async function writeZip(files: readonly ArtifactFile[], target: string) {
  const readable = await Promise.all(files.map(async (each) => ((await stat(each.file)).isFile() ? [each] : [])));
  const contents = readable.flat().map(async ({ file, name }) => [name, await readFile(file)] as const);
  const archive = zip(Object.fromEntries(await Promise.all(contents)));
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, archive);
  const digest = (algorithm: string): string => createHash(algorithm).update(archive).digest('hex');
  return { md5sum: digest('md5'), sha256sum: digest('sha256') };
}

/** In place of what was there before. */
async function copyFiles(files: readonly ArtifactFile[], target: string, keepSymlinks: boolean): Promise<void> {
  await rm(target, { recursive: true, force: true });
  for (const { file, name } of files) {
    const to = join(target, name);
    await mkdir(dirname(to), { recursive: true });
    if (keepSymlinks) await cp(file, to, { verbatimSymlinks: true });
    else if ((await stat(file)).isFile()) await copyFile(file, to);
  }
}
