import { expect, test } from 'vitest';
import { defaultRef } from '../../../../functions/core/builds/default-ref.ts';

test.each([
  [undefined, undefined, undefined],
  [undefined, 'main', 'refs/heads/main'],
  [undefined, 'a/b+c#1', 'refs/heads/a/b+c#1'],
  ['next', 'main', 'refs/heads/next'],
  ['refs/tags/v1', 'main', 'refs/tags/v1'],
  ['pr/7', undefined, 'refs/pull/7/head'],
  ['refs/pull/7/head', 'main', 'refs/pull/7/head'],
  // What a person may start: it must not count as a build of no ref, which is shown as the latest.
  [`refs/pull/7/merge^{${'a'.repeat(40)}}`, 'main', 'refs/pull/7/head'],
  ['refs/merge-requests/7/head', 'main', 'refs/pull/7/head'],
  ['refs/merge-requests/7/merge', 'main', 'refs/pull/7/head'],
  ['refs/merge-requests/7/train', undefined, 'refs/pull/7/head'],
  ['refs/pull/x/merge', 'main', undefined],
  ['pr/7/merge', undefined, 'refs/heads/pr/7/merge'],
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
