import { mkdir } from 'node:fs/promises';
import { downloadS3Source } from './download-s3-source.ts';
import { downloadSource } from './download-source.ts';
import type { Build, ProjectSource } from '../model.ts';
import { PhaseFailure } from '../running/phase-failure.ts';
import { s3File } from '../artifacts/s3-files.ts';

export interface DownloadOptions {
  /** The directory of the primary source; those of secondary sources are next to it. */
  readonly directory: string;
  /** Contains a folder per S3 bucket. */
  readonly s3Directory: string;
  readonly machine: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** A source that has been downloaded. */
export interface DownloadedSource {
  readonly source: ProjectSource;
  /** Undefined for the primary source. */
  readonly identifier: string | undefined;
  readonly directory: string;
  readonly version: string | undefined;
  /** The commit; undefined if there is none. */
  readonly resolvedVersion: string | undefined;
}

/** Downloads a build's sources, the primary one first. Throws PhaseFailure. */
export async function downloadSources(build: Build, options: DownloadOptions): Promise<DownloadedSource[]> {
  const { directory } = options;
  const primary = await download(build.source, build.sourceVersion, directory, options);
  const downloaded = [primary];
  for (const source of build.secondarySources ?? []) {
    const identifier = source.sourceIdentifier ?? '';
    const version = build.secondarySourceVersions?.find((each) => each.sourceIdentifier === identifier)?.sourceVersion;
    const secondary = await download(source, version, `${directory}-${identifier}`, options);
    downloaded.push({ ...secondary, identifier });
  }
  return downloaded;
}

async function download(
  source: ProjectSource,
  version: string | undefined,
  directory: string,
  { s3Directory, machine, signal }: DownloadOptions,
): Promise<DownloadedSource> {
  const downloaded = { source, identifier: undefined, directory, version, resolvedVersion: undefined };
  const { type, location, gitCloneDepth, gitSubmodulesConfig } = source;
  if (type === 'NO_SOURCE') {
    await mkdir(directory);
    return downloaded;
  }
  if (type === 'CODEPIPELINE') {
    throw new PhaseFailure(
      'CLIENT_ERROR',
      'source type CODEPIPELINE needs a pipeline, which does not exist on this machine',
    );
  }
  if (!location)
    throw new PhaseFailure('CLIENT_ERROR', `source.location is missing: a source of type ${type} needs one`);
  if (type === 'S3') {
    await downloadS3Source(s3File(s3Directory, location), directory);
    return downloaded;
  }
  const submodules = gitSubmodulesConfig?.fetchSubmodules ?? false;
  const commit = await downloadSource({
    location,
    sourceVersion: version,
    depth: gitCloneDepth,
    submodules,
    directory,
    machine,
    signal,
  });
  return { ...downloaded, resolvedVersion: commit };
}
