import { describe, expect, test } from 'vitest';
import { isCommit, refKind } from '../../../functions/core/ref.ts';

describe('refKind', () => {
  test.each([
    ['refs/heads/main', 'branch'],
    ['refs/heads/feature/é-ünïcode', 'branch'],
    ['refs/heads/refs/heads/main', 'branch'],
    ['refs/tags/v1.0', 'tag'],
    ['refs/tags/main', 'tag'],
    ['refs/pull/7/head', 'pull request'],
  ])('%s is a %s', (ref, kind) => expect(refKind(ref)).toBe(kind));

  test.each([
    '',
    'main',
    'HEAD',
    'refs/heads/',
    'refs/heads',
    'refs/heads/main\n',
    'refs/heads/../x',
    'refs/heads/a b',
    'refs/heads/.hidden',
    'refs/heads/x.lock',
    'refs/heads/x^{y}',
    'refs/heads/x@{1}',
    'refs/heads/x/',
    'refs/heads//x',
    'refs/heads/a\u0000b',
    'refs/pull/1/merge',
    'refs/pull/01/head',
    'refs/notes/x',
    ' refs/heads/main',
    `refs/heads/${'x'.repeat(5000)}`,
  ])('%j is no full, well-formed ref', (ref) => expect(refKind(ref)).toBeUndefined());
});

test.each([
  ['0123456789abcdef0123456789abcdef01234567', true],
  ['a'.repeat(64), true],
  ['A'.repeat(40), false],
  ['a'.repeat(39), false],
  ['a'.repeat(41), false],
  [`${'a'.repeat(40)}\n`, false],
])('isCommit(%j) is %s', (text, expected) => expect(isCommit(text)).toBe(expected));
