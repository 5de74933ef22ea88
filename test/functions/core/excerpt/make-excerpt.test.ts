import { expect, test } from 'vitest';
import { hasEnd, isEnough, makeExcerpt, MOST } from '../../../../functions/core/excerpt/make-excerpt.ts';

/** A log of these lines: the agent's begin with ">". */
const logOf = (...lines: readonly string[]): string =>
  lines.map((line) => `${line.replace(/^>/, '[Container] 2026/11/28 11:48:13.758000 ')}\n`).join('');

const failing = (...output: readonly string[]): string =>
  logOf(
    '>Entering phase BUILD',
    '>Running command npm ci',
    'added 3 packages',
    '>Running command npm test',
    ...output,
    '>Command did not exit successfully npm test exit status 1',
    '>Phase complete: BUILD State: FAILED',
    '>Phase context status code: COMMAND_EXECUTION_ERROR Message: Error while executing command: npm test. Reason: exit status 1',
    '>Entering phase POST_BUILD',
    '>Running command echo done',
    'done',
    '>Phase complete: POST_BUILD State: SUCCEEDED',
  );

test('of a command that failed, its output is shown, and not what ran before or after it', () => {
  expect(makeExcerpt(failing('one', '\u001b[31mtwo\u001b[0m', ''), 'BUILD')).toEqual({
    text: 'one\ntwo',
    isCut: false,
  });
});

test('of a command that printed nothing, and of a phase without commands, the agent says what failed', () => {
  expect(makeExcerpt(failing(), 'BUILD').text).toMatch(/Running command npm test\n.*exit status 1$/s);
  const yaml = logOf(
    '>Phase complete: DOWNLOAD_SOURCE State: FAILED',
    '>Phase context status code: YAML_FILE_ERROR Message: YAML file does not exist',
    '>Phase complete: FINALIZING State: SUCCEEDED',
  );
  expect(makeExcerpt(yaml, 'DOWNLOAD_SOURCE').text).toMatch(/YAML file does not exist$/);
});

test('of a build in which nothing failed, the end of the log is shown', () => {
  expect(makeExcerpt(logOf('>Entering phase BUILD', 'built'), undefined).text).toMatch(/built$/);
});

test('at most 100 lines are shown, the last', () => {
  const { text, isCut } = makeExcerpt(failing(...Array.from({ length: 250 }, (_, index) => `line ${index}`)), 'BUILD');
  expect(text.split('\n')).toEqual(Array.from({ length: 100 }, (_, index) => `line ${index + 150}`));
  expect(isCut).toBe(true);
});

test('at most 16 KB are shown, of whole lines and characters', () => {
  const lines = Array.from({ length: 90 }, (_, index) => `${index} ${'🚀'.repeat(100)}`);
  const { text, isCut } = makeExcerpt(failing(...lines), 'BUILD');
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MOST.bytes);
  expect(Buffer.byteLength(text)).toBeGreaterThan(MOST.bytes - 500);
  expect(text.split('\n')).toEqual(lines.slice(-text.split('\n').length));
  expect(isCut).toBe(true);
});

test('a line that nobody reads does not push out the others', () => {
  expect(makeExcerpt(failing('before', 'x'.repeat(50_000), 'after'), 'BUILD').text).toBe(
    'before\n(a line of 50000 bytes)\nafter',
  );
});

test('a key that begins before the excerpt is hidden', () => {
  const body = Array.from({ length: 30 }, (_, index) => String(index % 10).repeat(64));
  const key = ['-----BEGIN PRIVATE KEY-----', ...body, '-----END PRIVATE KEY-----'];
  const after = Array.from({ length: 95 }, (_, index) => `line ${index}`);
  expect(makeExcerpt(failing(...key, ...after), 'BUILD').text.split('\n')).toEqual(['***', ...after]);
  expect(makeExcerpt(failing('PASSWORD=hunter2'), 'BUILD').text).toBe('PASSWORD=***');
});

test('enough of a log is read once it holds the command, or more lines than are shown', () => {
  const log = failing('one');
  expect(isEnough(log, 'BUILD')).toBe(true);
  // The end of the log alone, without the line that says what failed.
  expect(isEnough(log.slice(log.indexOf('[Container] 2026/11/28 11:48:13.758000 Entering phase POST')), 'BUILD')).toBe(
    false,
  );
  const long = failing(...Array.from({ length: 300 }, () => 'x'));
  expect(isEnough(long.slice(long.indexOf('x')), 'BUILD')).toBe(true);
});

test.each([
  ['BUILD', failing('x'), true],
  ['BUILD', logOf('>Entering phase BUILD', 'x'), false],
  ['BUILD', '[Container] 2017/11/30 10:05:29 Phase complete: BUILD Success: false\n', true],
  ['UPLOAD_ARTIFACTS', failing('x'), false],
])('whether the end of %s has arrived is known by its line', (phase, log, has) => {
  expect(hasEnd(log, phase)).toBe(has);
});
