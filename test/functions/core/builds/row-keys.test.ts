import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refKind } from '../../../../functions/core/ref.ts';
import { buildRow, isOwnRow, newestRows, projectRef, refRow } from '../../../../functions/core/builds/row-keys.ts';

/** Names composed of everything that occurs in keys. */
const fragment = fc.constantFrom('main', 'build', '#', '#build#', '000000000071', 'ref#', 'ended#', 'latest', 'a', '/');
const ref = fc
  .array(fragment, { minLength: 1, maxLength: 6 })
  .map((fragments) => `refs/heads/${fragments.join('')}`)
  .filter((name) => refKind(name) === 'branch');
const project = fc.constantFrom('web', 'web-refs', 'a', 'latest');
const commit = 'c'.repeat(40);

test.each([
  ['a branch', { ref: 'refs/heads/main', commit }, [`commit#${commit}`, 'ref#refs/heads/main', 'latest']],
  ['a pull request', { ref: 'refs/pull/7/head', commit }, [`commit#${commit}`, 'ref#refs/pull/7/head']],
  [
    'a group of a merge queue',
    { ref: 'refs/heads/gh-readonly-queue/main/pr-104-abc', commit },
    [`commit#${commit}`, 'ref#refs/heads/gh-readonly-queue/main/pr-104-abc'],
  ],
  ['a bare commit', { commit }, [`commit#${commit}`, 'latest']],
  ['nothing known', {}, ['latest']],
])('a build of %s has the rows that badges read, those of the fewest builds first', (_, build, rows) => {
  expect(newestRows(build)).toEqual(rows);
});

test('no build has a row of another ref, or the row of a build, whatever their names', () => {
  fc.assert(
    fc.property(ref, ref, (one, other) => {
      fc.pre(one !== other);
      expect(newestRows({ ref: one })).not.toContain(refRow(other));
      expect(newestRows({ ref: one })).not.toContain(buildRow(71));
    }),
  );
});

test('a row of an old list does not count as the row of a ref with that name', () => {
  fc.assert(
    fc.property(ref, ref, (one, listed) => {
      fc.pre(one !== listed);
      expect(isOwnRow(refRow(one), one)).toBe(true);
      expect(isOwnRow(refRow(one), listed)).toBe(false);
      expect(isOwnRow(refRow(one), undefined)).toBe(false);
    }),
  );
  const row = `ref#refs/heads/main#${buildRow(71)}`;
  expect(refRow('refs/heads/main#build#000000000071')).toBe(row);
  expect(isOwnRow(row, 'refs/heads/main')).toBe(false);
});

test('no two refs have the same key in the index, in one project or in two', () => {
  fc.assert(
    fc.property(project, ref, project, ref, (project, one, otherProject, other) => {
      fc.pre(project !== otherProject || one !== other);
      expect(projectRef(project, one)).not.toBe(projectRef(otherProject, other));
    }),
  );
});
