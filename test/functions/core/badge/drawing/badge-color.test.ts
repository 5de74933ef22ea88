import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { badgeColor, textColorOn } from '../../../../../functions/core/badge/drawing/badge-color.ts';
import { BADGE_STATES } from '../../../../../functions/core/badge/badge-state.ts';

test.each([
  ['brightgreen', '#44bb00'],
  ['critical', '#dd4343'],
  ['abc', '#aabbcc'],
  ['#ABC', '#aabbcc'],
  ['A1b2C3', '#a1b2c3'],
])('%s is %s', (text, color) => {
  expect(badgeColor(text)).toBe(color);
});

test.each([
  '',
  'mauve',
  'constructor',
  '__proto__',
  '#abcd',
  'rgb(1,2,3)',
  'url(javascript:alert(1))',
  'red"/><script>',
  'abc\n',
])('%j is not a valid colour', (text) => {
  expect(badgeColor(text)).toBeUndefined();
});

test('text has a contrast of at least 4.2:1 on any colour', () => {
  assert(
    property(integer({ min: 0, max: 0xffffff }), (value) => {
      expect(contrastOn(`#${value.toString(16).padStart(6, '0')}`)).toBeGreaterThanOrEqual(4.2);
    }),
  );
});

test.each(Object.values(BADGE_STATES))('$message has white text with a contrast of at least 4.5:1', ({ color }) => {
  expect(textColorOn(color)).toBe('#fff');
  expect(contrastOn(color)).toBeGreaterThanOrEqual(4.5);
});

test.each([
  ['blue', '#fff'],
  ['red', '#fff'],
  ['grey', '#fff'],
  ['brightgreen', '#000'],
  ['green', '#000'],
  ['yellow', '#000'],
  ['yellowgreen', '#000'],
  ['orange', '#000'],
  ['lightgrey', '#000'],
])('on %s, text is %s', (name, text) => {
  expect(textColorOn(badgeColor(name)!)).toBe(text);
});

function contrastOn(color: string): number {
  const luminance = relativeLuminance(color);
  return textColorOn(color) === '#fff' ? 1.05 / (luminance + 0.05) : (luminance + 0.05) / 0.05;
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function relativeLuminance(color: string): number {
  const linear = (start: number): number => {
    const channel = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(1) + 0.7152 * linear(3) + 0.0722 * linear(5);
}
