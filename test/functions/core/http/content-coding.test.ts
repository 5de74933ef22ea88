import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { acceptedCoding, encode } from '../../../../functions/core/http/content-coding.ts';

test.each([
  [undefined, undefined],
  ['', undefined],
  ['identity', undefined],
  ['gzip', 'gzip'],
  ['gzip, deflate, br, zstd', 'br'],
  ['br;q=0.5, gzip;q=0.8', 'gzip'],
  ['BR ; q=1', 'br'],
  ['br;q=0, gzip', 'gzip'],
  ['*', 'br'],
  ['br;q=0, *;q=0.1', 'gzip'],
  ['*;q=0', undefined],
  ['br;q=high', undefined],
  [`${'x,'.repeat(100_000)}br`, undefined],
])('Accept-Encoding: %s gets a response in %s', (header, coding) => {
  expect(acceptedCoding(header)).toBe(coding);
});

test.each([true, false])('encoded content can be decoded, cached or not: %s', async (isKept) => {
  expect(brotliDecompressSync(await encode('Übung', 'br', isKept)).toString()).toBe('Übung');
  expect(gunzipSync(await encode('Übung', 'gzip', isKept)).toString()).toBe('Übung');
});
