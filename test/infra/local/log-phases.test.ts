import { expect, test } from 'vitest';
import { endOfPhase } from '../../../functions/core/excerpt/end-of-phase.ts';
import { startOfNextEnd } from '../../../infra/local/log-phases.ts';

const agent = (text: string): string => `[Container] 2026/11/28 11:48:13.758000 ${text}\n`;
const endOf = (phase: string, message = ''): string =>
  agent(`Phase complete: ${phase} State: SUCCEEDED`) + agent(`Phase context status code:  Message: ${message}`);
const BUILD = agent('Entering phase BUILD') + agent('Running command a') + 'of a\n';
const POST_BUILD = agent('Entering phase POST_BUILD');

test.each([
  ['a phase that another follows', BUILD + endOf('BUILD'), POST_BUILD],
  ['the last phase', BUILD + endOf('BUILD'), ''],
  ['a message of several lines', BUILD + endOf('BUILD', 'a\nb. Reason: exit status 1'), POST_BUILD],
  ['a command whose output ends in the middle of a line', `${BUILD}dots...${endOf('BUILD')}`, POST_BUILD],
  ["a command that prints the agent's words", `${BUILD}Phase complete: BUILD State: x\n${endOf('BUILD')}`, POST_BUILD],
])('the end of %s is found', (_, phase, rest) => {
  expect(endOfPhase(phase + rest, 'BUILD')).toBe(phase.length);
});

test.each(['QUEUED', 'PROVISIONING', 'POST_BUILD'])('%s, whose end is not in the log, has no end', (phase) => {
  expect(endOfPhase(BUILD + endOf('BUILD'), phase)).toBe(0);
});

test.each([
  ['everything of the running phase', BUILD, ''],
  ['a line that a command has half printed', `${BUILD}dots...`, ''],
  ['everything before the end of a phase', BUILD, endOf('BUILD') + POST_BUILD],
  ['everything before half a line of the agent', BUILD, '[Container] 2026/11/28 11:48:13.758000 Phase comp'],
])('while a log grows, %s is shown', (_, shown, held) => {
  expect(startOfNextEnd(shown + held)).toBe(shown.length);
});
