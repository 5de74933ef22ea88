import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findOsls } from '../../../infra/package/osls.ts';
import { startRecordingAws } from '../commands/recording-aws/start-recording-aws.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const PLUGIN = 'infra/build-projects/upload-templates.mjs';

let directory: string;
let aws: Awaited<ReturnType<typeof startRecordingAws>>;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'upload-templates-'));
  aws = await startRecordingAws({ directory });
  await cp(join(ROOT, PLUGIN), join(directory, PLUGIN));
  await symlink(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
});
afterAll(async () => {
  await aws.stop();
  await rm(directory, { recursive: true });
});

/** Deploys a stack with this topic and these templates of build projects. */
async function deploy(topic: string, ...templates: readonly string[]): Promise<void> {
  const folder = join(directory, '.build/build-projects');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const name of templates) await writeFile(join(folder, name), '{"Resources":{}}');
  const provider = { name: 'aws', region: 'eu-west-1', stage: 'prod', deploymentMethod: 'direct' };
  const resources = { Resources: { [topic]: { Type: 'AWS::SNS::Topic' } } };
  const service = { service: 'pushlight', plugins: [`./${PLUGIN}`], provider, resources };
  await writeFile(join(directory, 'serverless.json'), JSON.stringify(service));
  await promisify(execFile)(process.execPath, [findOsls(), 'deploy', '--force'], {
    cwd: directory,
    env: { PATH: process.env['PATH'], HOME: directory, ...aws.environment },
  });
}

/** The names in the bucket below the stage's folder of templates. */
const uploaded = (): readonly string[] =>
  [...aws.account.objects.keys()].flatMap((key) => key.split('/serverless/pushlight/prod/build-projects/')[1] ?? []);

test('osls deploy uploads the templates before it deploys the stack that refers to them', async () => {
  await deploy('First', 'BuildProjects0-a.json', 'BuildProjects7-a.json');
  expect(uploaded()).toEqual(['BuildProjects0-a.json', 'BuildProjects7-a.json']);
  const calls = aws.calls.filter((call) => /PutObject|UpdateStack/.test(call));
  expect(calls).toEqual([...Array.from({ length: 4 }, () => 's3:PutObject'), 'cloudformation:UpdateStack']);
});

test('a failed deployment removes no template, and a successful one removes only those of earlier deployments', async () => {
  const bucket = [...aws.account.objects.keys()][0]!.split('/')[0]!;
  const others = [
    'serverless/pushlight/dev/build-projects/BuildProjects0-a.json',
    'serverless/pushlight/prod/other.zip',
  ];
  for (const key of others) aws.account.objects.set(`${bucket}/${key}`, Buffer.from('{}'));

  aws.account.failing = 'Second';
  await expect(deploy('Second', 'BuildProjects7-b.json')).rejects.toThrow();
  expect(uploaded()).toEqual(['BuildProjects0-a.json', 'BuildProjects7-a.json', 'BuildProjects7-b.json']);

  await deploy('Third', 'BuildProjects7-c.json');
  expect(uploaded()).toEqual(['BuildProjects7-c.json']);
  for (const key of others) expect(aws.account.objects.has(`${bucket}/${key}`), key).toBe(true);
});
