import { expect, test } from 'vitest';
import { runCommand } from './run-command.ts';

test.each(['package', 'deploy', 'remove'])(
  '%s refuses a region that osls would refuse, before it does anything',
  async (name) => {
    const { stdout, stderr, exitCode } = await runCommand(name, ['--region', 'eusc-de-east-1']);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
    expect(stderr).toMatch(/^--region must be a region that osls, .* \(got "eusc-de-east-1"; allowed: us-east-1, /);
  },
);

test.each(['package', 'deploy', 'remove'])('%s without a region reports that before it does anything', async (name) => {
  expect(await runCommand(name, [])).toEqual({
    stdout: '',
    stderr:
      'No region is set, and the projects file does not name a single one: add --region eu-west-1, or set AWS_REGION.\n',
    exitCode: 1,
  });
});

test('remove prints stage and region before it asks', async () => {
  const { stderr, exitCode } = await runCommand('remove', ['--stage', 'prod'], {
    environment: { AWS_REGION: 'eu-west-1' },
  });
  expect(stderr).toBe(
    'Stage prod, region eu-west-1 (from AWS_REGION)\nThis removes the stack pushlight-prod: confirm it with --yes.\n',
  );
  expect(exitCode).toBe(1);
});
