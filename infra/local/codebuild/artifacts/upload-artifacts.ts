import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Artifacts, Buildspec } from '../../../buildspec/buildspec.ts';
import { zip, type ZipFile } from '../../../package/zip.ts';
import { buildUuid } from '../arns.ts';
import type { BuildDirectories } from '../running/build-environment.ts';
import type { BuildLog } from '../running/build-log.ts';
import { resolveBuildspecPath } from '../sources/buildspec-path.ts';
import { glob, globDirectory, globMatcher } from './glob.ts';
import type { Build, ProjectArtifacts } from '../model.ts';
import { PhaseFailure } from '../running/phase-failure.ts';
import { s3File } from './s3-files.ts';

export interface UploadOptions {
  readonly directories: BuildDirectories;
  /** Contains a folder per S3 bucket. */
  readonly s3Directory: string;
  readonly log: BuildLog;
  /** Lets the build's shell expand a text. */
  readonly expand: (text: string) => Promise<string>;
}

/** A file of the build, with its name in the artifacts. */
interface ArtifactFile {
  readonly file: string;
  readonly name: string;
}

/**
 * Copies the files that the buildspec names to the project's artifact location, and records that location in the build.
 * Throws PhaseFailure if nothing matches.
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

/** The ARN of a build's artifacts. */
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
  if (declared.packaging === 'ZIP') return { location, ...(await writeZip(files, target, described.enableSymlinks)) };
  await copyFiles(files, target);
  return { location };
}

async function findFiles(described: Artifacts, { directories, log, expand }: UploadOptions): Promise<ArtifactFile[]> {
  const { files: patterns, excludePaths, discardPaths } = described;
  const wanted = await expand(described.baseDirectory ?? '.');
  log.line(`Expanding base directory path: ${wanted}`);
  const base = await findDirectory(wanted, directories);
  if (base === undefined) {
    throw new PhaseFailure('CLIENT_ERROR', `no matching base directory path found for ${wanted}`);
  }
  log.line(`Expanding file paths for base directory ${wanted}`);
  log.line('Assembling file list');
  const excluded = excludePaths.map(globMatcher);
  const found = new Map<string, ArtifactFile>();
  for (const expression of patterns) {
    const expanded = await expand(expression);
    log.line(`Expanding ${expanded}`);
    const { root, pattern } = resolveBuildspecPath(expanded, base, directories);
    const matches = await glob(root, pattern);
    if (matches.length > 0) log.line(`Found ${matches.length} file(s)`);
    else log.line(`Skipping invalid file path ${expanded}${await hintAt(expanded, join(root, pattern))}`);
    for (const { path } of matches) {
      if (excluded.some((matches) => matches(path))) continue;
      const name = discardPaths ? basename(path) : path;
      found.set(name, { file: join(root, path), name });
    }
  }
  if (found.size === 0) throw new PhaseFailure('CLIENT_ERROR', 'no matching artifact paths found');
  return [...found.values()];
}

async function findDirectory(wanted: string, directories: BuildDirectories): Promise<string | undefined> {
  const { root, pattern } = resolveBuildspecPath(wanted, directories.source, directories);
  const found = await globDirectory(root, pattern);
  return found === undefined ? undefined : join(root, found);
}

/** A directory alone matches no files. */
async function hintAt(pattern: string, file: string): Promise<string> {
  const isDirectory = (await stat(file).catch(() => undefined))?.isDirectory();
  return isDirectory ? `: it is a directory; use ${pattern.replace(/\/$/, '')}/**/* for the files in it` : '';
}

async function writeZip(files: readonly ArtifactFile[], target: string, keepSymlinks: boolean) {
  const entries = await Promise.all(files.map((each) => zipEntry(each, keepSymlinks)));
  const archive = zip(Object.fromEntries(entries.flat()));
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, archive);
  const digest = (algorithm: string): string => createHash(algorithm).update(archive).digest('hex');
  return { md5sum: digest('md5'), sha256sum: digest('sha256') };
}

/** The file under its name, or nothing if it is not a file. The only permission that is kept is the executable bit. */
async function zipEntry({ file, name }: ArtifactFile, keepSymlinks: boolean): Promise<[string, ZipFile][]> {
  if (keepSymlinks && (await lstat(file)).isSymbolicLink()) {
    return [[name, { content: Buffer.from(await readlink(file)), mode: constants.S_IFLNK | 0o777 }]];
  }
  const status = await stat(file);
  if (!status.isFile()) return [];
  const mode = status.mode & constants.S_IXUSR ? 0o755 : 0o644;
  return [[name, { content: await readFile(file), mode: constants.S_IFREG | mode }]];
}

/** Replaces what was there before. Links are replaced by copies of their files, since S3 has no links. */
async function copyFiles(files: readonly ArtifactFile[], target: string): Promise<void> {
  await rm(target, { recursive: true, force: true });
  for (const { file, name } of files) {
    const to = join(target, name);
    await mkdir(dirname(to), { recursive: true });
    if ((await stat(file)).isFile()) await copyFile(file, to);
  }
}
