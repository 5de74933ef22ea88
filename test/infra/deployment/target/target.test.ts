import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findOsls } from '../../../../infra/package/osls.ts';
import { REGIONS } from '../../../../infra/deployment/target/regions.ts';
import { readTarget } from '../../../../infra/deployment/target/target.ts';

test('a target names the stack and the options to give to other commands', () => {
  expect(readTarget({ stage: 'prod', region: 'eu-west-1' })).toEqual({
    stage: 'prod',
    region: 'eu-west-1',
    from: '--region',
    stackName: 'pushlight-prod',
    options: '--stage prod --region eu-west-1',
  });
});

test.each([
  ['pr_od', 'eu-west-1', '--stage must be 1 to 32 letters'],
  ['-prod', 'eu-west-1', '--stage must be 1 to 32 letters'],
  ['a'.repeat(33), 'eu-west-1', '--stage must be 1 to 32 letters'],
  ['local', 'eu-west-1', 'The stage local is reserved for npm start'],
  ['prod', 'nowhere', '--region must be a region'],
  ['prod', 'eu-west-1; rm', '--region must be a region'],
  ['prod', 'eusc-de-east-1', '--region must be a region'],
  ['prod', 'us-iso-east-1', '--region must be a region'],
  ['prod', 'eu-west-9', '--region must be a region'],
])('%s in %s is refused', (stage, region, message) => {
  expect(() => readTarget({ stage, region })).toThrow(message);
});

test.each(['us-gov-west-1', 'ap-southeast-4', 'mx-central-1', 'cn-north-1'])('%s is a region', (region) => {
  expect(readTarget({ stage: 'dev', region }).region).toBe(region);
});

test('the regions are those that osls accepts, without the isolated ones', () => {
  const provider = readFileSync(path.join(path.dirname(findOsls()), '../lib/plugins/aws/provider.js'), 'utf8');
  const [, list = ''] = /\bregion: \{\s*enum: \[([^\]]+)\]/.exec(provider) ?? [];
  const known = [...list.matchAll(/'([^']+)'/g)].map(([, region]) => region!);
  expect(known.length).toBeGreaterThan(30);
  expect(REGIONS).toEqual(known.filter((region) => !region.startsWith('us-iso')));
});
