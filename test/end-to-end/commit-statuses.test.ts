import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { request } from '@octokit/request';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseCloneUrl } from '../../functions/core/providers/parse-clone-url.ts';
import { temporaryDirectory } from '../infra/local/start-stand-ins.ts';
import { developer, type Developer } from './developer.ts';
import { runService, type ObservedService } from './run-service.ts';

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

const CREDENTIAL = '/pushlight/local/credentials/local';
async function credential(): Promise<string> {
  const parameters = JSON.parse(await readFile(path.join(service.directory, 'parameters.json'), 'utf8')) as Record<
    string,
    { readonly value: string }
  >;
  return parameters[CREDENTIAL]!.value;
}

/** As any client of GitHub reads them, newest first. */
async function statusesOf(commit: string) {
  const { data } = await request('GET /repos/{+name}/commits/{ref}/statuses', {
    baseUrl: `${service.gitHostsUrl}/localhost/api/v3`,
    headers: { authorization: `Bearer ${await credential()}` },
    name: parseCloneUrl(service.sample.path)!.fullName,
    ref: commit,
  });
  return (data as { context: string; state: string; description: string; target_url: string }[]).map(
    ({ context, state, description }) => [context, state, description] as const,
  );
}

const ended = (commit: string) =>
  service.until(({ progress }) =>
    progress.find((step) => step.type === 'status' && step.commit === commit && step.state !== 'pending'),
  );

test('a push shows on its commit, from the queue to its end', async () => {
  const passing = await ada.commitSample();
  await ada.git('push', service.sample.path, `${passing}:refs/heads/main`);
  await ended(passing);
  const failing = await ada.commit({ 'greeting.js': 'export const greeting = () => "Go away!";\n' });
  await ada.git('push', service.sample.path, `${failing}:refs/heads/main`);
  await ended(failing);

  // What waits in the queue beside a later state is not sent any more.
  const [passed, ...before] = await statusesOf(passing);
  expect(passed).toEqual(['pushlight/sample', 'success', expect.stringMatching(/^passed in [\d.]+s \(#1\)$/)]);
  for (const each of before) {
    expect(each).toEqual(['pushlight/sample', 'pending', expect.stringMatching(/^(?:queued|running) \(#1\)$/)]);
  }
  const [failed] = await statusesOf(failing);
  expect(failed).toEqual(['pushlight/sample', 'failure', 'failed in BUILD, exit status 1 (#2)']);
  expect(service.logs.join('\n')).not.toContain(await credential());
});
