import { expect, test } from 'vitest';
import { defaultRef } from '../../../../functions/core/builds/default-ref.ts';

test.each([
  [undefined, undefined, undefined],
  [undefined, 'main', 'refs/heads/main'],
  [undefined, 'a/b+c#1', 'refs/heads/a/b+c#1'],
  ['next', 'main', 'refs/heads/next'],
  ['refs/tags/v1', 'main', 'refs/tags/v1'],
  ['pr/7', undefined, 'refs/pull/7/head'],
  // A build of a bare commit belongs to no branch, whatever branch the badge shows.
  ['a'.repeat(40), 'main', undefined],
  ['arn:aws:s3:::bucket/key', 'main', undefined],
])(
  'with the source version %s and the badge branch %s, a build without a version belongs to %s',
  (version, branch, ref) => {
    const project = {
      ...(version !== undefined && { sourceVersion: version }),
      badge: { ...(branch !== undefined && { branch }) },
    };
    expect(defaultRef(project)).toBe(ref);
  },
);
