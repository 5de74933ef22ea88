import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { findRegion } from '../../../../infra/deployment/target/find-region.ts';
import { findTarget } from '../../../../infra/deployment/target/find-target.ts';
import { temporaryDirectory } from '../../local/start-stand-ins.ts';

afterEach(() => vi.unstubAllEnvs());

const arn = (region: string): string => `arn:aws:codebuild:${region}:123456789012:project/web`;
const arns = (...regions: readonly string[]) => {
  return async () => regions.map(arn);
};

test('--region wins over AWS_REGION, then AWS_DEFAULT_REGION, and the projects come last', async () => {
  vi.stubEnv('AWS_DEFAULT_REGION', 'eu-west-3');
  expect(await findRegion(undefined, arns('eu-west-1'))).toEqual({ region: 'eu-west-3', from: 'AWS_DEFAULT_REGION' });
  vi.stubEnv('AWS_REGION', 'eu-west-2');
  expect(await findRegion(undefined, arns('eu-west-1'))).toEqual({ region: 'eu-west-2', from: 'AWS_REGION' });
  expect(await findRegion('eu-north-1', arns('eu-west-1'))).toEqual({ region: 'eu-north-1', from: '--region' });
});

test('the region of the profile is read as the SDK reads it', async () => {
  const directory = await temporaryDirectory();
  const file = path.join(directory.path, 'config');
  await writeFile(file, '[default]\nregion = eu-central-1\n[profile ci]\nregion = eu-south-1\n');
  vi.stubEnv('AWS_CONFIG_FILE', file);
  try {
    expect(await findRegion(undefined, arns('eu-west-1'))).toEqual({
      region: 'eu-central-1',
      from: 'the profile default',
    });
    vi.stubEnv('AWS_PROFILE', 'ci');
    expect(await findRegion(undefined, arns())).toEqual({ region: 'eu-south-1', from: 'the profile ci' });
  } finally {
    await directory.remove();
  }
});

test('projects name a region if all existing ones are in the same region', async () => {
  const found = { region: 'eu-west-1', from: 'the projects file' };
  expect(await findRegion(undefined, arns('eu-west-1', 'eu-west-1'))).toEqual(found);
  expect(await findRegion(undefined, arns('eu-west-1', 'us-east-1'))).toBe(undefined);
  expect(await findRegion(undefined, arns())).toBe(undefined);
});

test('without a region nothing is deployed, and an invalid one is reported with its source', async () => {
  await expect(findTarget({ stage: 'dev' }, arns())).rejects.toThrow(
    'No region is set, and the projects file does not name a single one: add --region eu-west-1, or set AWS_REGION.',
  );
  vi.stubEnv('AWS_REGION', 'nowhere');
  await expect(findTarget({ stage: 'dev' }, arns())).rejects.toThrow(/^AWS_REGION must be a region .*"nowhere"/);
});
