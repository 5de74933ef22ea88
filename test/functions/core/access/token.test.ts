import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeToken, TOKEN_BYTES, tokenId } from '../../../../functions/core/access/token.ts';

const random = fc.uint8Array({ minLength: TOKEN_BYTES, maxLength: TOKEN_BYTES }).map((bytes) => Buffer.from(bytes));

test('only a token contains an id', () => {
  fc.assert(
    fc.property(random, (bytes) => {
      const token = makeToken(bytes);
      expect(token).toMatch(/^pushlight_[0-9a-f]{12}_[0-9a-f]{56}$/);
      expect(tokenId(token)).toBe(bytes.toString('hex', 0, 6));
      expect(tokenId(`${token}0`)).toBeUndefined();
      expect(tokenId(token.slice(1))).toBeUndefined();
      expect(tokenId(token.toUpperCase())).toBeUndefined();
    }),
  );
});

test('a token with a single mistyped character is recognised as such', () => {
  const digit = fc.constantFrom(...'0 1 2 9 a f g _ A'.split(' '), ' ', '\n');
  fc.assert(
    fc.property(random, fc.nat({ max: 78 }), digit, (bytes, at, typed) => {
      const token = makeToken(bytes);
      fc.pre(token[at] !== typed);
      expect(tokenId(token.slice(0, at) + typed + token.slice(at + 1))).toBeUndefined();
    }),
  );
});

test('no text makes the parser throw', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string().map((rest) => `pushlight_${rest}`),
  );
  fc.assert(fc.property(text, (each) => tokenId(each) === undefined));
});

test('a rotated token keeps its id and nothing else', () => {
  const old = makeToken(randomBytes(TOKEN_BYTES));
  const id = tokenId(old)!;
  const rotated = makeToken(randomBytes(TOKEN_BYTES), id);
  expect(tokenId(rotated)).toBe(id);
  expect(rotated.slice(-56)).not.toBe(old.slice(-56));
});

test('every bit of at least 160 random ones changes the secret', () => {
  expect((TOKEN_BYTES - 6) * 8).toBeGreaterThanOrEqual(160);
  const bytes = randomBytes(TOKEN_BYTES);
  const tokens = Array.from({ length: TOKEN_BYTES * 8 }, (_, bit) => {
    const flipped = Buffer.from(bytes);
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    return makeToken(flipped);
  });
  expect(new Set([...tokens, makeToken(bytes)]).size).toBe(TOKEN_BYTES * 8 + 1);
});
