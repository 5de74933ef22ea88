import { expect, test } from 'vitest';
import { shellWord } from '../../infra/local/shell-word.ts';
import { shownPath } from '../../infra/shown-path.ts';

test.each([
  ['/home/ada/pushlight/.pushlight', '/home/ada/pushlight', '.pushlight'],
  ['/home/ada/pushlight/.pushlight', '/home/ada/pushlight/infra', '../.pushlight'],
  ['/home/ada/pushlight', '/home/ada/pushlight', '.'],
  ['/home/ada/my-sample', '/home/ada/pushlight', '../my-sample'],
  ['/nope.yml', '/home/ada/pushlight', '/nope.yml'],
  ['/tmp/x', '/home/ada/pushlight', '/tmp/x'],
])('%s is shown in %s as %s', (file, from, shown) => {
  expect(shownPath(file, from)).toBe(shown);
});

test.each([
  ['../my-sample', '../my-sample'],
  ['a b', "'a b'"],
  ["it's", String.raw`'it'\''s'`],
  ['$(id)', "'$(id)'"],
  ['~/x', "'~/x'"],
  ['', "''"],
])('%j becomes the shell word %s', (text, word) => {
  expect(shellWord(text)).toBe(word);
});
