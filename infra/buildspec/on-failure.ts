import type { OnFailure } from './buildspec.ts';

/**
 * Parses ABORT, CONTINUE, RETRY, RETRY-count, RETRY-regex and RETRY-count-regex; undefined for anything else.
 * Source: https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
 */
export function parseOnFailure(text: string): OnFailure | undefined {
  if (text === 'ABORT' || text === 'CONTINUE') return { action: text };
  const retry = /^RETRY(?:-(?<count>\d+))?(?:-(?<pattern>.+))?$/.exec(text)?.groups;
  if (!retry) return undefined;
  const count = Number(retry['count'] ?? DEFAULT_RETRIES);
  const pattern = retry['pattern'] ?? '.*';
  return count <= MOST_RETRIES && isPattern(pattern) ? { action: 'RETRY', count, pattern } : undefined;
}

const DEFAULT_RETRIES = 3;
const MOST_RETRIES = 100;

function isPattern(text: string): boolean {
  try {
    RegExp(text);
    return true;
  } catch {
    return false;
  }
}
