import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve, sep } from 'node:path';
import { PhaseFailure } from '../running/phase-failure.ts';

/**
 * The path of an S3 location on this machine: the location itself if it is a path, otherwise below `directory`, which
 * contains a folder per bucket. Accepts "bucket/key", "arn:aws:s3:::bucket/key" and "s3://bucket/key". Throws
 * PhaseFailure for a location that leads outside of its bucket.
 */
export function s3File(directory: string, location: string): string {
  if ((isAbsolute(location) || location.startsWith('../')) && existsSync(location)) return resolve(location);
  const key = location.replace(/^(?:arn:[\w-]+:s3:::|s3:\/\/)/, '');
  const file = join(directory, key);
  if (!file.startsWith(directory + sep)) {
    throw new PhaseFailure('CLIENT_ERROR', `"${location}" is not an S3 location: expected bucket/key`);
  }
  return file;
}
