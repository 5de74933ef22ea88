import { expect, test } from 'vitest';
import { buildDetails } from '../../../../functions/core/builds/build-details.ts';
import type { ObservedBuild, Phase } from '../../../../functions/core/builds/observed-build.ts';

const build = (changes: Partial<ObservedBuild>): ObservedBuild => ({
  id: 'web:1',
  project: 'web',
  number: 1,
  status: 'FAILED',
  environmentVariables: {},
  ...changes,
});
const failed = (message: string, changes: Partial<Phase> = {}): Phase => ({
  type: 'BUILD',
  status: 'FAILED',
  contexts: [{ statusCode: 'COMMAND_EXECUTION_ERROR', message }],
  ...changes,
});
const failureOf = (...phases: readonly Phase[]) => buildDetails(build({ phases })).failure;

test('what a webhook started a build for is read from its variables', () => {
  const environmentVariables = {
    WEBHOOK_EVENT: 'PULL_REQUEST_UPDATED',
    WEBHOOK_TRIGGER: 'pr/7',
    WEBHOOK_ACTOR_ACCOUNT_ID: '21031067',
  };
  expect(buildDetails(build({ environmentVariables, initiator: 'pushlight-prod-trigger' }))).toEqual({
    eventType: 'PULL_REQUEST_UPDATED',
    trigger: 'pr/7',
    actorId: '21031067',
    initiator: 'pushlight-prod-trigger',
  });
});

test.each([
  ['an unknown event type', { WEBHOOK_EVENT: 'push' }, {}],
  ['what is empty', { WEBHOOK_TRIGGER: '', WEBHOOK_ACTOR_ACCOUNT_ID: '' }, {}],
  ['what is too long', { WEBHOOK_TRIGGER: 'x'.repeat(5000) }, { trigger: 'x'.repeat(1000) }],
])('%s is not kept as it is', (_, environmentVariables, details) => {
  expect(buildDetails(build({ environmentVariables, initiator: '' }))).toEqual(details);
});

test('phases are kept with their times and without their contexts, and say when the build was queued', () => {
  const phases = [
    { type: 'SUBMITTED', status: 'SUCCEEDED', startedAt: 1000, endedAt: 2000 },
    { type: 'QUEUED', status: 'SUCCEEDED', startedAt: 2000, endedAt: 3000 },
    { type: 'BUILD', startedAt: 3000 },
  ];
  const contexts = [{ message: 'no matter' }];
  const observed = phases.map((phase) => ({ ...phase, contexts }));
  expect(buildDetails(build({ phases: observed }))).toEqual({ queuedAt: 2000, phases });
  expect(buildDetails(build({ phases: [] }))).toEqual({});
  const many = Array.from({ length: 30 }, (): Phase => ({ type: 'BUILD', contexts: [] }));
  expect(buildDetails(build({ phases: many })).phases).toHaveLength(20);
});

test.each<[string, readonly Phase[], string | undefined]>([
  ['of the phase that failed', [failed('exit status 1')], 'COMMAND_EXECUTION_ERROR: exit status 1'],
  [
    'of the first that failed',
    [failed('first'), failed('second', { type: 'POST_BUILD' })],
    'COMMAND_EXECUTION_ERROR: first',
  ],
  ['without a code', [failed('', { contexts: [{ message: 'Build timed out' }] })], 'Build timed out'],
  ['without a message', [failed('', { contexts: [{ statusCode: 'YAML_FILE_ERROR' }] })], 'YAML_FILE_ERROR'],
  ['of several parts', [failed('', { contexts: [{ message: 'one' }, { message: 'two' }] })], 'one\ntwo'],
  ['of a phase that went well', [failed('no matter', { status: 'SUCCEEDED' })], undefined],
  ['of a phase that runs', [{ type: 'BUILD', contexts: [{ message: 'no matter' }] }], undefined],
  ['where no phase says why', [failed('', { contexts: [] })], undefined],
])('the reason of a failure is that %s', (_, phases, failure) => {
  expect(failureOf(...phases)).toBe(failure);
});

test('the reason of a failure has at most 1 KB, and is cut between characters', () => {
  for (const character of ['x', 'é', '語', '🚀']) {
    for (const shift of ['', 'a', 'ab', 'abc']) {
      const failure = failureOf(failed(shift + character.repeat(2000))) ?? '';
      expect(Buffer.byteLength(failure)).toBeLessThanOrEqual(1024);
      expect(Buffer.byteLength(failure)).toBeGreaterThan(1020);
      expect(failure.endsWith(character)).toBe(true);
      expect(failure).not.toContain('\ufffd');
    }
  }
});

test('a failure is kept without secrets, also one that is cut', () => {
  expect(failureOf(failed('Error while executing command: curl -u app:hunter2 https://acme.test'))).not.toContain(
    'hunter2',
  );
  const token = `ghp_${'a1B2'.repeat(9)}`;
  const failure = failureOf(failed(`${'x'.repeat(980)} ${token}`));
  expect(failure).not.toContain('a1B2');
});

test('texts of any length are cut between characters', () => {
  const long = (characters: number) => `${'x'.repeat(characters - 1)}😀`;
  const { trigger, actorId, initiator, phases } = buildDetails(
    build({
      environmentVariables: { WEBHOOK_TRIGGER: long(1000), WEBHOOK_ACTOR_ACCOUNT_ID: long(1000) },
      initiator: long(1000),
      phases: [{ type: long(40), status: long(4000), contexts: [] }],
    }),
  );
  for (const text of [trigger, actorId, initiator]) expect(text).toBe('x'.repeat(999));
  expect(phases).toEqual([{ type: 'x'.repeat(39), status: 'x'.repeat(40) }]);
});
