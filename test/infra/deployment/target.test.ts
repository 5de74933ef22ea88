import { expect, test } from 'vitest';
import { readTarget } from '../../../infra/deployment/target.ts';

test('a target names the stack, and the options to give to other commands', () => {
  expect(readTarget({ stage: 'prod', region: 'eu-west-1' })).toEqual({
    stage: 'prod',
    region: 'eu-west-1',
    stackName: 'pushlight-prod',
    options: '--stage prod --region eu-west-1',
  });
});

test.each([
  ['pr_od', 'eu-west-1', '--stage takes letters'],
  ['-prod', 'eu-west-1', '--stage takes letters'],
  ['a'.repeat(33), 'eu-west-1', '--stage takes letters'],
  ['local', 'eu-west-1', "The stage local is npm start's"],
  ['prod', 'nowhere', '--region takes a region'],
  ['prod', 'eu-west-1; rm', '--region takes a region'],
])('%s in %s is refused', (stage, region, message) => {
  expect(() => readTarget({ stage, region })).toThrow(message);
});

test.each(['us-gov-west-1', 'ap-southeast-4', 'mx-central-1', 'eusc-de-east-1'])('%s is a region', (region) => {
  expect(readTarget({ stage: 'dev', region }).region).toBe(region);
});
