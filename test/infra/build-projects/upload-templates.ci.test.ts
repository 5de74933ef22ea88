import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { findOsls } from '../../../infra/osls.ts';
import { startRecordingAws } from '../commands/recording-aws/start-recording-aws.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const PLUGIN = 'infra/build-projects/upload-templates.mjs';

test('osls deploy uploads the templates before it deploys the stack that names them', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'upload-templates-'));
  const aws = await startRecordingAws({ directory });
  try {
    await cp(join(ROOT, PLUGIN), join(directory, PLUGIN));
    await symlink(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
    await mkdir(join(directory, '.build/build-projects'), { recursive: true });
    await writeFile(join(directory, '.build/build-projects/BuildProjects7.json'), '{"Resources":{}}');
    const provider = { name: 'aws', region: 'eu-west-1', stage: 'prod', deploymentMethod: 'direct' };
    const resources = { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };
    const service = { service: 'pushlight', plugins: [`./${PLUGIN}`], provider, resources };
    await writeFile(join(directory, 'serverless.json'), JSON.stringify(service));
    await promisify(execFile)(process.execPath, [findOsls(), 'deploy'], {
      cwd: directory,
      env: { PATH: process.env['PATH'], HOME: directory, ...aws.environment },
    });
    const uploaded = [...aws.account.objects].find(([key]) => key.includes('BuildProjects7'));
    expect(uploaded?.[0]).toMatch(/\/serverless\/pushlight\/prod\/build-projects\/BuildProjects7\.json$/);
    expect(uploaded?.[1].toString()).toBe('{"Resources":{}}');
    const calls = aws.calls.filter((call) => /PutObject|UpdateStack/.test(call));
    expect(calls).toEqual(['s3:PutObject', 's3:PutObject', 's3:PutObject', 'cloudformation:UpdateStack']);
  } finally {
    await aws.stop();
    await rm(directory, { recursive: true });
  }
});
