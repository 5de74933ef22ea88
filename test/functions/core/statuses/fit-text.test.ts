import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitContext, fitText } from '../../../../functions/core/statuses/fit-text.ts';
import { rounds } from '../../../soak.ts';

test.each([
  ['passed in 3m 12s (#42)', 140, 'passed in 3m 12s (#42)'],
  ['two\nlines\u0000and\ta tab', 140, 'two lines and a tab'],
  ['\u009b31mred\u001b[0m', 140, '31mred [0m'],
  ['12345', 5, '12345'],
  ['123456', 5, '1234…'],
  ['😀😀😀', 2, '😀…'],
  ['half \ud83d', 140, 'half'],
])('%j fits into %d code points as %j', (text, most, expected) => {
  expect(fitText(text, most)).toBe(expected);
});

test('no text is too long, has a control character or half a surrogate pair', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.integer({ min: 1, max: 80 }), (text, most) => {
      const fitted = fitText(text, most);
      expect(Array.from(fitted).length).toBeLessThanOrEqual(most);
      expect(fitted).not.toMatch(/[\u0000-\u001f\u007f-\u009f]|\p{Cs}/u);
    }),
    { numRuns: rounds(30) },
  );
});

test('contexts that are too long stay apart', () => {
  const [one, other] = ['a', 'b'].map((end) => fitContext(`pushlight/${'x'.repeat(300)}${end}`, 255));
  expect(one).toHaveLength(255);
  expect(one).not.toBe(other);
  expect(fitContext('pushlight/web', 255)).toBe('pushlight/web');
});
