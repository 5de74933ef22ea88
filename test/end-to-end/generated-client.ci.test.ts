import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Shape } from '../../functions/core/api/schemas.ts';
import { pushSample } from '../../infra/local/git/sample-repository.ts';
import { runCommand } from '../infra/commands/run-command.ts';
import { installPackages } from '../install-packages.ts';
import { runService, type ObservedService } from './run-service.ts';

type Result<Data> = Promise<{ readonly data?: Data; readonly error?: unknown }>;

/** The part of the client that the test uses: its functions are the document's operations. */
interface Client {
  startBuild(options: object): Result<Shape<'Build'>>;
  getBuild(options: object): Result<Shape<'BuildDetails'>>;
  getLog(options: object): Result<Shape<'LogPage'>>;
}

let service: ObservedService;
let client: Client;
let options: { readonly baseUrl: string; readonly auth: string };

beforeAll(async () => {
  const installed = await installPackages('generated-client', ['@hey-api/openapi-ts@0.92.2', 'typescript@5.9.3']);
  service = await runService();
  await pushSample(service.sample, () => {});
  await service.shown(1);

  const folder = path.join(service.directory, 'client');
  const generator = path.join(installed, '@hey-api', 'openapi-ts', 'bin', 'run.js');
  await promisify(execFile)(process.execPath, [generator, '-i', `${service.url}/openapi.json`, '-o', folder], {
    cwd: service.directory,
  });
  client = (await import(path.join(folder, 'index.ts'))) as Client;

  const grant = ['--projects', 'sample', '--actions', 'start,read', '--refs', 'main'];
  const { stdout } = await runCommand('token', [
    'create',
    '--name',
    'generated',
    ...grant,
    '--state',
    service.directory,
  ]);
  options = { baseUrl: service.url, auth: stdout.trim() };
});
afterAll(() => service.stop());

test('a client generated from /openapi.json by a public generator starts a build and reads its whole log', async () => {
  const start = { ...options, path: { project: 'sample' }, body: { ref: 'main' } };
  const { data: started } = await client.startBuild(start);
  expect(started).toMatchObject({ project: 'sample', number: 2, status: 'IN_PROGRESS', ref: 'refs/heads/main' });
  const call = { ...options, path: { id: started!.id } };

  let build = (await client.getBuild(call)).data;
  while (build?.status === 'IN_PROGRESS') build = (await client.getBuild({ ...call, query: { wait: 20 } })).data;
  expect(build?.status).toBe('SUCCEEDED');

  const lines: string[] = [];
  for (let cursor: string | undefined, isMore = true; isMore; isMore = cursor !== undefined) {
    const { data: page } = await client.getLog({ ...call, query: { cursor }, headers: { Accept: 'application/json' } });
    lines.push(...page!.events.map(({ message }) => message));
    cursor = page!.nextCursor;
  }
  expect(lines.join('')).toContain('Hello, branch/main!\n');
  expect(lines.at(-1)).toContain('Phase context status code');
});

test('the generated client reports a problem as the document describes it', async () => {
  const { data, error } = await client.startBuild({ ...options, path: { project: 'sample' }, body: { ref: 'other' } });
  expect(data).toBeUndefined();
  expect(error).toMatchObject({ type: '/docs#ref-not-allowed', status: 403 });
});
