import { expect, test } from 'vitest';
import { failingOutput } from '../../../../functions/core/excerpt/failing-output.ts';
import { lastLines } from '../../../../functions/core/excerpt/last-lines.ts';
import { cleanLogText } from '../../../../functions/core/redaction/clean-log-text.ts';

/** A log of these lines, in which the agent's begin with ">". */
const logOf = (...lines: readonly string[]): string =>
  lines.map((line) => `${line.replace(/^>/, '[Container] 2026/11/28 11:48:13.758000 ')}\n`).join('');

const FAILED = ['>Phase complete: BUILD State: FAILED', '>Phase context status code: X Message: y'];

test.each<[string, readonly string[], readonly string[]]>([
  [
    'the output of the command that failed, and of none before it',
    [
      '>Entering phase BUILD',
      '>Running command a',
      'of a',
      '>Running command b',
      'of b',
      '>Command did not exit successfully b exit status 1',
      ...FAILED,
    ],
    ['of b'],
  ],
  [
    'the output of a command of several lines, without the command itself',
    [
      '>Entering phase BUILD',
      '>Running command one',
      'two',
      'output',
      '>Command did not exit successfully one',
      'two exit status 1',
      ...FAILED,
    ],
    ['output'],
  ],
  [
    'the output of the command that failed, and none of a finally block after it',
    [
      '>Entering phase BUILD',
      '>Running command a',
      'of a',
      '>Command did not exit successfully a signal: SIGKILL',
      '>Running command f',
      'of f',
      '>Command did not exit successfully f exit status 2',
      ...FAILED,
    ],
    ['of a'],
  ],
  [
    'the last attempt of a retried phase',
    [
      '>Entering phase BUILD',
      '>Running command a',
      'first',
      '>Command did not exit successfully a exit status 1',
      '>Retrying the phase: attempt 1 of 1',
      '>Running command a',
      'second',
      '>Command did not exit successfully a exit status 1',
      ...FAILED,
    ],
    ['second'],
  ],
  [
    'nothing of an earlier phase',
    [
      '>Entering phase INSTALL',
      '>Running command i',
      'of i',
      '>Command did not exit successfully i exit status 1',
      '>Entering phase BUILD',
      ...FAILED,
    ],
    [],
  ],
  [
    'no line if the command prints nothing',
    [
      '>Entering phase BUILD',
      '>Running command false',
      '>Command did not exit successfully false exit status 1',
      ...FAILED,
    ],
    [],
  ],
  [
    'the last lines if the log begins in the middle of the command',
    ['1', '2', '3', '4', '>Command did not exit successfully a exit status 1', ...FAILED],
    ['2', '3', '4'],
  ],
  [
    'no control sequence that moves the cursor or clears the screen',
    [
      '>Entering phase BUILD',
      '>Running command a',
      '\u001b[2J\u001b[31mred\u001b[0m\r',
      '>Command did not exit successfully a exit status 1',
      ...FAILED,
    ],
    ['red'],
  ],
])('shows %s', (_, lines, shown) => {
  const output = failingOutput(logOf(...lines), 'BUILD') ?? '';
  expect(lastLines(cleanLogText(output), { lines: 3 }).lines).toEqual(shown);
});
