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
    // Git accepts any bytes but control characters: a name that XML cannot express is still a ref.
    ['refs/heads/\ufffe\uffff', 'branch'],
    ['refs/tags/\u{1f680}', 'tag'],
    ['refs/heads/\u00a0\u2028', 'branch'],
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
    // Half a surrogate pair has no UTF-8, so Git cannot have it.
    'refs/heads/\ud800',
    'refs/heads/a\udfffb',
    'refs/heads/\ude80\ud83d',
    'refs/tags/\udbff',
    'refs/tags/\u{1f680}\udc00',
    // These characters are removed from a build's variables, so its build would count for main.
    'refs/heads/ma\u0085in',
    'refs/tags/\u009b2J',
    'refs/heads/a\u007fb',
    'refs/pull/1/merge',
    'refs/pull/01/head',
    'refs/notes/x',
    ' refs/heads/main',
    `refs/heads/${'x'.repeat(5000)}`,
  ])('%j is not a full, well-formed ref', (ref) => expect(refKind(ref)).toBeUndefined());
});

test.each([
  ['0123456789abcdef0123456789abcdef01234567', true],
  ['a'.repeat(64), true],
  ['A'.repeat(40), false],
  ['a'.repeat(39), false],
  ['a'.repeat(41), false],
  [`${'a'.repeat(40)}\n`, false],
])('isCommit(%j) is %s', (text, expected) => expect(isCommit(text)).toBe(expected));
