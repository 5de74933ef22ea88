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
