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
