import { expect, test } from 'vitest';
import { rounds } from '../../../soak.ts';
import { changedLines, leaks } from './log-corpus.ts';

const SEED = 20;

test('of logs with planted secrets, none lets one through', () => {
  expect(leaks(rounds(300), SEED)).toEqual([]);
});

test('a log without secrets stays as it is, byte for byte', () => {
  expect(changedLines(rounds(1000), SEED)).toEqual([]);
});
