import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesGlob } from '../../../../functions/core/access/glob.ts';
import { cpuMilliseconds } from '../../../cpu-milliseconds.ts';
import { rounds } from '../../../soak.ts';

test.each<[string, string, boolean]>([
  ['web', 'web', true],
  ['web', 'web2', false],
  ['web', 'Web', false],
  ['api-*', 'api-', true],
  ['api-*', 'api-orders', true],
  ['api-*', 'my-api-orders', false],
  ['*-api', 'orders-api', true],
  ['a*b*c', 'abc', true],
  ['a*b*c', 'a-b-b-c', true],
  ['ab*ba', 'aba', false],
  ['a*bc*c', 'abc', false],
  ['*', '', true],
  ['release/*', 'release/1/2', true],
  ['w.b', 'web', false],
  ['w[e]b', 'web', false],
  ['', '', true],
  ['', 'a', false],
])('%j matches %j: %j', (pattern, text, expected) => expect(matchesGlob(pattern, text)).toBe(expected));

const few = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 8 });

test('a pattern matches the same texts as the equivalent regular expression', () => {
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '*'), maxLength: 8 });
  fc.assert(
    fc.property(pattern, few, (glob, text) => {
      const expression = new RegExp(`^${glob.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
      expect(matchesGlob(glob, text)).toBe(expression.test(text));
    }),
    { numRuns: rounds(1000) },
  );
});

test('a pattern matches any text in place of its stars', () => {
  fc.assert(
    fc.property(fc.array(few, { minLength: 2 }), fc.array(few, { minLength: 12, maxLength: 12 }), (parts, filling) => {
      const text = parts.map((part, index) => (index === 0 ? '' : (filling[index % 12] ?? '')) + part).join('');
      expect(matchesGlob(parts.join('*'), text)).toBe(true);
    }),
  );
});

test('a pattern made of stars takes no time on a long text', () => {
  const match = () => expect(matchesGlob(`${'*a'.repeat(450)}b`, 'a'.repeat(900))).toBe(false);
  expect(cpuMilliseconds(match)).toBeLessThan(100);
});
