import { expect, test } from 'vitest';
import { listsFew } from '../../../../infra/projects-file/filters/lists-few.ts';
import { parsePattern } from '../../../../infra/projects-file/pattern/parse-pattern.ts';

function lists(text: string): boolean {
  const pattern = parsePattern(text);
  if ('problem' in pattern) throw new Error(pattern.problem);
  return listsFew(pattern);
}

test.each(['^123$', '^(?:123|456)$', '^1$|^2$', '^12[0-9]$', '^(1(2|3)?)$', '^\\{0a-1b\\}$', '^1{8}$', '^(?:){3}1$'])(
  '%s has a short list of texts',
  (text) => expect(lists(text)).toBe(true),
);

test.each([
  '^.*$',
  '.+',
  '^[0-9]+$',
  '^\\d*$',
  '^\\d{8}$',
  '^\\d{1,3}$',
  '^[1-9][0-9]{0,9}$',
  '^(?!123$).+$',
  '^(123|.*)$',
  '^123$|^\\d+$',
  '^$',
  '^(?:123)?$',
  '^(123|)$',
  '^(?:)$',
  '^\\P{L}$',
  '^(?:[0-9a-f]{2}){12}$',
])('%s does not have a short list of texts', (text) => expect(lists(text)).toBe(false));
