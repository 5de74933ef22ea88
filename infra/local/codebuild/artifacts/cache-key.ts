import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { glob } from './glob.ts';

/**
 * Replaces `$(codebuild-hash-files pattern …)` in a cache key with the hash; that program is part of CodeBuild's
 * images. Patterns are relative to the source.
 * Source: https://docs.aws.amazon.com/codebuild/latest/userguide/caching-s3.html
 */
export async function hashFilesInKey(key: string, source: string): Promise<string> {
  let hashed = key;
  for (const [call, patterns = ''] of key.matchAll(/\$\(codebuild-hash-files\s+([^)]*)\)/g)) {
    const words = [...patterns.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)];
    const hash = await hashFiles(
      words.map(([, single, double, bare]) => single ?? double ?? bare ?? ''),
      source,
    );
    hashed = hashed.replace(call, hash);
  }
  return hashed;
}

/** SHA-256 over the contents of the files, in the order of their patterns and paths. */
async function hashFiles(patterns: readonly string[], source: string): Promise<string> {
  const hash = createHash('sha256');
  for (const pattern of patterns) {
    for (const { path } of await glob(source, pattern)) hash.update(await readFile(join(source, path)));
  }
  return hash.digest('hex');
}
