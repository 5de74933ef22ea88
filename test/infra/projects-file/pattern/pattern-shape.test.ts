import { expect, test } from 'vitest';
import { parsePattern } from '../../../../infra/projects-file/pattern/parse-pattern.ts';
import { anchored, isAnchored } from '../../../../infra/projects-file/pattern/pattern-shape.ts';

function parsed(text: string) {
  const pattern = parsePattern(text);
  if ('problem' in pattern) throw new Error(pattern.problem);
  return pattern;
}

test.each(['^123$', '^(?:123|456)$', '(^1$)|(^2$)', '\\A1\\z', '^1$|^2$', '^.*$', '(?i)^a$'])(
  '%s matches only whole texts',
  (text) => expect(isAnchored(parsed(text))).toBe(true),
);

test.each([
  ['123', '^123$'],
  ['^123', '^123$'],
  ['123$', '^123$'],
  ['^a|b$', '^(?:a|b)$'],
  ['1|2', '^(?:1|2)$'],
  ['(^1$)|2', '^(?:(^1$)|2)$'],
  ['^(1|^2$)', '^(1|^2$)$'],
  ['1\\$', '^1\\$$'],
  ['.*', '^.*$'],
])('%s can match a part, and %s only the whole', (text, corrected) => {
  expect(isAnchored(parsed(text))).toBe(false);
  expect(anchored(parsed(text))).toBe(corrected);
  expect(isAnchored(parsed(corrected))).toBe(true);
});
