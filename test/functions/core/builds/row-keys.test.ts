import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RANK } from '../../../../functions/core/builds/build-record.ts';
import { refKind } from '../../../../functions/core/ref.ts';
import {
  buildRow,
  listPrefix,
  MOST_BUILDS,
  oldListPrefix,
  refRow,
  rowsOf,
} from '../../../../functions/core/builds/row-keys.ts';

/** Names composed of everything that occurs in keys. */
const fragment = fc.constantFrom('main', 'build', '#', '#build#', '000000000071', 'ref#', 'ended#', 'latest', 'a', '/');
const ref = fc
  .array(fragment, { minLength: 1, maxLength: 6 })
  .map((fragments) => `refs/heads/${fragments.join('')}`)
  .filter((name) => refKind(name) === 'branch');
const number = fc.constantFrom(1, 71, 72);

const record = { project: 'web', buildId: 'web:1', rank: RANK.ended, status: 'SUCCEEDED' } as const;
/** The rows that a build has because of its ref. */
const ownRows = (name: string, build: number) => {
  const shared = new Set(rowsOf({ ...record, number: build }));
  return rowsOf({ ...record, number: build, ref: name }).filter((row) => !shared.has(row));
};

test('a ref has the rows that badges and the API read', () => {
  expect(ownRows('refs/heads/main', 71)).toEqual([
    'ref#refs/heads/main',
    'ended#ref#refs/heads/main',
    'ref#refs/heads/main build#000000000071',
  ]);
});

test('no build has a row of another ref, whatever their names', () => {
  fc.assert(
    fc.property(ref, number, ref, number, (one, oneNumber, other, otherNumber) => {
      fc.pre(one !== other);
      const others = new Set(ownRows(other, otherNumber));
      expect(ownRows(one, oneNumber).filter((row) => others.has(row))).toEqual([]);
    }),
  );
});

test('no build has a row where a list of another ref once was, whatever their names', () => {
  fc.assert(
    fc.property(ref, number, ref, number, (one, oneNumber, other, otherNumber) => {
      expect(ownRows(one, oneNumber)).not.toContain(oldListPrefix(other) + buildRow(otherNumber));
    }),
  );
  expect(refRow('refs/heads/main#build#000000000071')).not.toBe(oldListPrefix('refs/heads/main') + buildRow(71));
});

test('no row of another ref is in the key range of a list', () => {
  fc.assert(
    fc.property(ref, ref, number, (one, other, otherNumber) => {
      fc.pre(one !== other);
      const [first, last] = [listPrefix(one) + buildRow(0), listPrefix(one) + buildRow(MOST_BUILDS - 1)];
      expect(ownRows(other, otherNumber).filter((row) => row >= first && row <= last)).toEqual([]);
    }),
  );
});
