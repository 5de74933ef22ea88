import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { BatchGetBuildsCommand, ListBuildsForProjectCommand } from '@aws-sdk/client-codebuild';
import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pushPayload } from '../../infra/local/git/push-payload.ts';
import { temporaryDirectory } from '../infra/local/start-stand-ins.ts';
import { developer, pushSilently, type Developer } from './developer.ts';
import { badgeOf, deliver, deliverySettings, runService, type ObservedService } from './run-service.ts';

const SECRET_PLAN = 'Nobody may read this in a log';
const NO_COMMIT = '0'.repeat(40);

let service: ObservedService;
let ada: Developer;
let home: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  home = await temporaryDirectory();
  [service, ada] = await Promise.all([runService(), developer(home.path)]);
});
afterAll(async () => {
  await service.stop();
  await home.remove();
});

const push = (commit: string, ref: string) => ada.git('push', service.sample.path, `${commit}:${ref}`);

/** The body of GitHub's delivery for a push that has not been delivered. */
async function undelivered(before: string, after: string, ref: string): Promise<string> {
  await pushSilently(ada, service.sample, after, ref);
  return JSON.stringify(await pushPayload(service.sample.path, { before, after, ref }, new Date()));
}

async function buildsOf(ref: string) {
  const { ids = [] } = await service.codeBuild.send(new ListBuildsForProjectCommand({ projectName: 'sample' }));
  if (ids.length === 0) return [];
  const { builds = [] } = await service.codeBuild.send(new BatchGetBuildsCommand({ ids }));
  return builds.filter(({ sourceVersion }) => sourceVersion?.startsWith(`${ref}^`));
}

test('a push with a passing test turns the badge green, and one with a failing test turns it red', async () => {
  expect(await badgeOf(service.url)).toBe('build: unknown');

  await push(await ada.commitSample(), 'refs/heads/main');
  await service.shown(1);
  expect(await badgeOf(service.url)).toBe('build: passing');
  expect(await badgeOf(service.url, '?branch=main')).toBe('build: passing');

  await push(
    await ada.commit({ 'greeting.js': 'export const greeting = () => "Go away!";\n' }, SECRET_PLAN),
    'refs/heads/main',
  );
  await service.shown(2);
  expect(await badgeOf(service.url)).toBe('build: failing');
  expect(await badgeOf(service.url, '?branch=main')).toBe('build: failing');
});

test('a delivery that is sent again, under the same id or another, starts no second build', async () => {
  const ref = 'refs/heads/twice';
  const settings = await deliverySettings(service.sample);
  const body = await undelivered(NO_COMMIT, await ada.commit({ notes: 'twice' }), ref);
  const [first, other] = [randomUUID(), randomUUID()];

  for (const id of [first, first, other]) {
    expect((await deliver(settings, body, { 'x-github-delivery': id })).status).toBe(202);
  }

  const repeated = await service.until(({ logs }) => {
    const lines = logs.filter((line) => line.startsWith('trigger: ') && line.includes('job-done-before'));
    return lines.length >= 2 ? lines.join('\n') : undefined;
  });
  expect(repeated).toContain(first);
  expect(repeated).toContain(other);
  expect(await buildsOf(ref)).toHaveLength(1);
});

test('a delivery with a wrong signature starts nothing and gets the same response as one to an unknown hook', async () => {
  const ref = 'refs/heads/forged';
  const settings = await deliverySettings(service.sample);
  const body = await undelivered(NO_COMMIT, await ada.commit({ notes: 'forged' }), ref);
  const before = await service.buildCount();

  const responses = [
    await deliver({ ...settings, secret: 'guessed' }, body),
    await deliver({ ...settings, secret: 'guessed', url: `${service.url}/webhooks/nobody` }, body),
    await deliver({ ...settings, url: `${service.url}/webhooks/nobody` }, body),
    await deliver(settings, body, { 'x-hub-signature-256': '' }),
  ];

  const [wrong, ...others] = await Promise.all(responses.map(contents));
  expect(wrong?.status).toBe(401);
  for (const other of others) expect(other).toEqual(wrong);
  // A later push has been built, and these have not.
  await deliver(settings, await undelivered(NO_COMMIT, await ada.git('rev-parse', 'HEAD'), 'refs/heads/signed'));
  await service.shown(before + 1);
  expect(await buildsOf(ref)).toEqual([]);
  expect(await service.buildCount()).toBe(before + 1);
});

/** Everything except for the time and the request's own id, which differ between responses. */
async function contents(response: Response) {
  const headers = [...response.headers].filter(([name]) => !['date', 'apigw-requestid'].includes(name));
  return { status: response.status, headers, body: await response.text() };
}

test('after two simultaneous pushes to a branch, the badge shows the newer commit', async () => {
  const ref = 'refs/heads/busy';
  const settings = await deliverySettings(service.sample);
  const count = await service.buildCount();
  const older = await ada.commit({ notes: 'older' });
  const newer = await ada.commit({ notes: 'newer' });
  const bodies = [await undelivered(NO_COMMIT, older, ref), await undelivered(older, newer, ref)];

  await Promise.all(bodies.map((body) => deliver(settings, body)));

  await service.until(({ logs }) =>
    logs.some((line) => line.includes(newer) && line.includes('build-started')) ? true : undefined,
  );
  await service.until(({ logs }) => (logs.some((line) => settled(line, older)) ? true : undefined));
  for (let number = count + 1; number <= (await service.buildCount()); number += 1) await service.shown(number);
  expect(await service.rows.readNewest('sample', `ref#${ref}`)).toMatchObject({ newest: { commit: newer } });
  expect(await service.rows.readNewest('sample', 'latest')).toMatchObject({ newest: { commit: newer } });
});

/** Whether the trigger's line reports that the commit was started or arrived too late. */
const settled = (line: string, commit: string): boolean =>
  line.includes(commit) && /build-started|job-superseded/.test(line);

test('if two deliveries arrive in the wrong order, the older push is not built', async () => {
  const ref = 'refs/heads/reversed';
  const settings = await deliverySettings(service.sample);
  const count = await service.buildCount();
  const first = await ada.git('rev-parse', 'HEAD');
  const older = await ada.commit({ notes: 'older still' });
  const newer = await ada.commit({ notes: 'newer still' });
  const bodies = [await undelivered(first, older, ref), await undelivered(older, newer, ref)];

  for (const body of bodies.toReversed()) await deliver(settings, body);

  await service.until(({ logs }) =>
    logs.some((line) => line.includes(older) && line.includes('job-superseded')) ? true : undefined,
  );
  await service.shown(count + 1);
  expect((await buildsOf(ref)).map(({ sourceVersion }) => sourceVersion)).toEqual([`${ref}^{${newer}}`]);
  expect(await service.rows.readNewest('sample', 'latest')).toMatchObject({ newest: { commit: newer } });
});

test('no log line contains a secret or a commit message, and no report contains a secret', async () => {
  const { secret } = await deliverySettings(service.sample);
  const { secretAccessKey } = service.credentials;
  const kept = await readFile(path.join(service.directory, 'parameters.json'), 'utf8');
  expect(kept).toContain(secret);

  const logs = service.logs.join('\n');
  expect(logs).toContain('build-started');
  const reports = JSON.stringify(service.progress);
  for (const canary of [secret, secretAccessKey]) {
    expect(logs).not.toContain(canary);
    expect(reports).not.toContain(canary);
  }
  expect(logs).not.toContain(SECRET_PLAN);
});

test('of a build that failed, the last lines of its command are kept beside it, and of one that passed nothing', async () => {
  await service.until(({ logs }) => logs.find((line) => /^excerpt: .*"excerpt-kept".*"number":2\b/.test(line)));
  const client = new DynamoDBClient({
    endpoint: service.awsUrl,
    region: 'us-east-1',
    credentials: service.credentials,
  });
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: 'pushlight-local-builds',
      KeyConditionExpression: '#project = :project AND begins_with(#row, :excerpt)',
      ExpressionAttributeNames: { '#project': 'project', '#row': 'row' },
      ExpressionAttributeValues: { ':project': { S: 'sample' }, ':excerpt': { S: 'excerpt#' } },
    }),
  );
  const [first, ...others] = Items.filter(({ row }) => Number(row!.S!.replace('excerpt#', '')) <= 2);
  expect(others).toEqual([]);
  expect(first!['excerpt']!.S).toContain('Go away!');
  expect(first!['excerpt']!.S).not.toContain('[Container]');
});
