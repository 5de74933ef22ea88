import { expect, test } from 'vitest';
import { readBuildEvent } from '../../../../functions/core/builds/build-event.ts';
import { stateChange } from '../../state-change.ts';

const told = (more: object, status = 'SUCCEEDED') => {
  const event = stateChange('web:01234567-0123-4123-8123-0123456789ab', {}, { 'build-status': status });
  const { detail } = event;
  const information = { ...detail['additional-information'], ...more };
  return readBuildEvent({ ...event, detail: { ...detail, 'additional-information': information } })?.told;
};

const ref = { name: 'PUSHLIGHT_REF', value: 'refs/heads/main' };

test.each([null, 7, 'x', {}, { name: 'SECRET' }, { name: 'NUMBER', value: 7 }, { value: 'x' }])(
  'a variable like %j does not affect the ref beside it',
  (odd) => {
    for (const variables of [
      [odd, ref],
      [ref, odd],
    ]) {
      expect(told({ environment: { 'environment-variables': variables } })?.environmentVariables).toEqual({
        PUSHLIGHT_REF: 'refs/heads/main',
      });
    }
  },
);

test.each([null, 7, 'x', {}])('a phase like %j does not affect the phases beside it', (odd) => {
  const phases = [odd, { 'phase-type': 'BUILD', 'phase-status': 'TIMED_OUT' }];
  expect(told({ phases }, 'FAILED')).toMatchObject({ status: 'TIMED_OUT' });
});

test.each([null, {}, 'x', { 'environment-variables': null }, { 'environment-variables': {} }])(
  'an environment like %j has no variables',
  (environment) => expect(told({ environment })?.environmentVariables).toEqual({}),
);

test('phases have their times and reasons, as far as the event says them', () => {
  const phases = [
    {
      'phase-type': 'QUEUED',
      'phase-status': 'SUCCEEDED',
      'phase-context': [': '],
      'start-time': 'Sep 1, 2017 4:12:29 PM',
    },
    {
      'phase-type': 'BUILD',
      'phase-status': 'FAILED',
      'phase-context': ['COMMAND_EXECUTION_ERROR: npm test: exit status 1', 'no code', 7],
      'start-time': 'Sep 1, 2017 4:13:00 PM',
      'end-time': 'Sep 1, 2017 4:13:05 PM',
    },
    { 'phase-type': 'COMPLETED', 'phase-status': 7, 'phase-context': null, 'start-time': 'yesterday' },
  ];
  expect(told({ phases, initiator: 'ada' }, 'FAILED')).toMatchObject({
    initiator: 'ada',
    phases: [
      { type: 'QUEUED', status: 'SUCCEEDED', startedAt: Date.UTC(2017, 8, 1, 16, 12, 29), contexts: [] },
      {
        type: 'BUILD',
        status: 'FAILED',
        startedAt: Date.UTC(2017, 8, 1, 16, 13),
        endedAt: Date.UTC(2017, 8, 1, 16, 13, 5),
        contexts: [
          { statusCode: 'COMMAND_EXECUTION_ERROR', message: 'npm test: exit status 1' },
          { message: 'no code' },
        ],
      },
      { type: 'COMPLETED', contexts: [] },
    ],
  });
});
