import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import type { Resource } from '../../infra/cloudformation/template.ts';
import { readServerlessFile } from '../../infra/serverless-file/read-serverless-file.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const COMMAND = join(ROOT, 'infra/commands/pushlight.ts');
const TEMPLATE = join(ROOT, '.serverless/cloudformation-template-update-stack.json');
const run = promisify(execFile);

const { functions, tables, queues } = readServerlessFile({
  path: join(ROOT, 'serverless.yml'),
  stage: 'prod',
  region: 'eu-west-1',
  account: '000000000000',
  queueUrl: (name) => name,
});

let printed: string;
let resources: readonly Resource[];

/** As on a machine without an AWS account: no credentials, and no home folder that could contain some. */
const packageWith = (...options: string[]) =>
  run(process.execPath, ['--import', 'tsx', COMMAND, 'package', ...options], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], HOME: '/nonexistent' },
  });

beforeAll(async () => {
  printed = (await packageWith('--stage', 'prod', '--region', 'eu-west-1')).stdout;
  const template = await readFile(TEMPLATE, 'utf8');
  resources = Object.values((JSON.parse(template) as { Resources: Record<string, Resource> }).Resources);
}, 60_000);

const propertiesOf = (type: string) =>
  resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);

test('every function, table, queue and role of serverless.yml is in the template', () => {
  expect(propertiesOf('AWS::Lambda::Function').map(({ FunctionName }) => FunctionName)).toEqual(
    functions.map(({ name }) => `pushlight-prod-${name}`),
  );
  expect(propertiesOf('AWS::DynamoDB::Table')).toHaveLength(tables.length);
  expect(propertiesOf('AWS::SQS::Queue').map(({ QueueName }) => QueueName)).toEqual(queues.map(({ name }) => name));
  expect(propertiesOf('AWS::IAM::Role')).toHaveLength(functions.length);
});

test('every route, rule, schedule and queue of the local service is in the template, and no others are', () => {
  const events = functions.flatMap((declared) => declared.events);
  const count = (type: string): number => events.filter((event) => event.type === type).length;
  const routes = events.flatMap((event) => (event.type === 'httpApi' ? [`${event.method} ${event.path}`] : []));
  expect(propertiesOf('AWS::ApiGatewayV2::Route').map(({ RouteKey }) => RouteKey)).toEqual(routes);
  expect(propertiesOf('AWS::Events::Rule')).toHaveLength(count('eventBridge') + count('schedule'));
  expect(propertiesOf('AWS::Lambda::EventSourceMapping')).toHaveLength(count('sqs'));
  for (const integration of propertiesOf('AWS::ApiGatewayV2::Integration')) {
    expect(integration).toMatchObject({ PayloadFormatVersion: '2.0' });
  }
});

test('each zip contains only the chunks of its own function, and nothing from this machine', async () => {
  for (const { name } of functions) {
    const files = unzipSync(await readFile(join(ROOT, '.build', `${name}.zip`)));
    const names = Object.keys(files);
    for (const other of functions) expect(names.includes(`${other.name}.mjs`)).toBe(other.name === name);
    expect(names.filter((file) => !file.endsWith('.mjs'))).toEqual([]);
    expect(Object.values(files).some((content) => Buffer.from(content).includes(ROOT))).toBe(false);
  }
});

test("the same sources give the same zips, and the same template except for the time in the zips' folder", async () => {
  const read = async () => ({
    zips: await Promise.all(functions.map(({ name }) => readFile(join(ROOT, '.build', `${name}.zip`), 'hex'))),
    template: (await readFile(TEMPLATE, 'utf8')).replaceAll(/(?<=serverless\/pushlight\/prod\/)[^/"]+(?=\/)/g, 'TIME'),
  });
  const before = await read();
  await packageWith('--stage', 'prod', '--region', 'eu-west-1');
  const { zips, template } = await read();
  expect(zips.map((each, at) => each === before.zips[at])).toEqual(functions.map(() => true));
  expect(template).toBe(before.template);
}, 60_000);

test('the output shows what was created and how large it is', () => {
  const lines = printed.trim().split('\n');
  expect(lines.slice(0, -1).map((line) => line.replace(/\d+/g, 'N'))).toEqual(
    functions.map(({ name }) => `.build/${name}.zip: N KB, unzipped N KB`),
  );
  expect(lines.at(-1)).toBe(
    `.serverless/cloudformation-template-update-stack.json: ${resources.length} resources for stage prod in eu-west-1`,
  );
});

test('an invalid region is reported in one clear line, with exit code 1', async () => {
  await expect(packageWith('--region', 'nowhere')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^--region must be a region that osls, .*\n$/),
  });
});
