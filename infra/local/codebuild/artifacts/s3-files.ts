import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve, sep } from 'node:path';
import { PhaseFailure } from '../running/phase-failure.ts';

/**
 * Where an S3 location is on this machine: a path of the machine where it is one, else below `directory`, which holds a
 * folder for each bucket. Takes "bucket/key", "arn:aws:s3:::bucket/key" and "s3://bucket/key".
 * Throws PhaseFailure for a location that leads out of its bucket.
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
