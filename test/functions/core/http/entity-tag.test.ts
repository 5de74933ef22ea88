import { expect, test } from 'vitest';
import { entityTag, matchesEntityTag } from '../../../../functions/core/http/entity-tag.ts';

const tag = entityTag('content');

test('an entity tag is strong, quoted, and derived from the content', () => {
  expect(tag).toMatch(/^"[\w-]{22}"$/);
  expect(entityTag('content')).toBe(tag);
  expect(entityTag('other content')).not.toBe(tag);
});

test.each([
  [tag, true],
  [`W/${tag}`, true],
  [`"other", ${tag}`, true],
  [`W/"other",W/${tag} , "third"`, true],
  ['*', true],
  ['"other"', false],
  [tag.slice(1, -1), false],
  ['', false],
  [undefined, false],
])('If-None-Match: %s matches: %s', (ifNoneMatch, expected) => {
  expect(matchesEntityTag(ifNoneMatch, tag)).toBe(expected);
});
