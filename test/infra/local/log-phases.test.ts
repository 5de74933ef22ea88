import { expect, test } from 'vitest';
import { endOfPhase, startOfNextEnd } from '../../../infra/local/log-phases.ts';

const agent = (text: string): string => `[Container] 2026/11/28 11:48:13.758000 ${text}\n`;
const endOf = (phase: string, message = ''): string =>
  agent(`Phase complete: ${phase} State: SUCCEEDED`) + agent(`Phase context status code:  Message: ${message}`);
const BUILD = agent('Entering phase BUILD') + agent('Running command a') + 'of a\n';
const POST_BUILD = agent('Entering phase POST_BUILD');

test.each([
  ['a phase with what comes after it', BUILD + endOf('BUILD'), POST_BUILD],
  ['a phase that is the last', BUILD + endOf('BUILD'), ''],
  ['a message of several lines', BUILD + endOf('BUILD', 'a\nb. Reason: exit status 1'), POST_BUILD],
  ['a command whose output ends in the middle of a line', `${BUILD}dots...${endOf('BUILD')}`, POST_BUILD],
  ['a command that prints words of the agent', `${BUILD}Phase complete: BUILD State: x\n${endOf('BUILD')}`, POST_BUILD],
])('the end of %s is found', (_, phase, rest) => {
  expect(endOfPhase(phase + rest, 'BUILD')).toBe(phase.length);
});

test.each(['QUEUED', 'PROVISIONING', 'POST_BUILD'])('%s, of whose end the log has no words, ends nowhere', (phase) => {
  expect(endOfPhase(BUILD + endOf('BUILD'), phase)).toBe(0);
});

test.each([
  ['all of a phase that runs', BUILD, ''],
  ['the half of a line that a command prints', `${BUILD}dots...`, ''],
  ['what is before the end of a phase', BUILD, endOf('BUILD') + POST_BUILD],
  ["what is before the half of an agent's line", BUILD, '[Container] 2026/11/28 11:48:13.758000 Phase comp'],
])('of a log that grows, %s is shown', (_, shown, held) => {
  expect(startOfNextEnd(shown + held)).toBe(shown.length);
});
