import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { startIssuer, type TestIssuer } from '../functions/adapters/oidc-issuer.ts';
import { temporaryDirectory } from '../infra/local/start-stand-ins.ts';
import { runService, type ObservedService } from './run-service.ts';

let issuer: TestIssuer;
let service: ObservedService;
let configuration: Awaited<ReturnType<typeof temporaryDirectory>>;

/** A service whose projects file lets in the jobs of one repository's main branch. */
beforeAll(async () => {
  issuer = await startIssuer();
  configuration = await temporaryDirectory();
  const file = path.join(configuration.path, 'projects.yml');
  const rule = { issuer: 'ci', claims: { repository_id: 7, ref: 'refs/heads/main' }, projects: ['sam*'] };
  const api = {
    issuers: { ci: { url: issuer.url, audience: 'builds' } },
    rules: [{ ...rule, actions: ['start', 'read'], refs: ['main'] }],
  };
  await writeFile(file, stringify({ api }));
  vi.stubEnv('PUSHLIGHT_PROJECTS', file);
  service = await runService();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await service.stop();
  await issuer.stop();
  await configuration.remove();
});

const now = Math.floor(Date.now() / 1000);
/** Its audience is in a list, as in tokens of Kubernetes. */
const claims = {
  sub: 'repo:acme/web:ref:refs/heads/main',
  aud: ['builds'],
  repository_id: '7',
  ref: 'refs/heads/main',
};

test("a job's own token reads what its rule allows, and no part of the token is logged", async () => {
  const ask = (token: string) =>
    fetch(`${service.url}/projects`, { headers: { authorization: `Bearer ${token}` } }).then(async (response) => ({
      status: response.status,
      body: await response.text(),
    }));
  const job = { ...claims, iss: issuer.url, jti: 'one', exp: now + 300 };
  const good = await issuer.sign(job);
  const bad = await issuer.sign({ ...job, event_name: 'pull_request' });

  const accepted = await ask(good);
  expect(accepted.status).toBe(200);
  expect(accepted.body).toContain('"name":"sample"');
  const refused = [await ask(bad), await ask('pushlight_9f86d081884c_secret'), await ask(`${good}x`)];
  expect(refused.map(({ status }) => status)).toEqual([401, 401, 401]);
  expect(new Set(refused.map(({ body }) => body)).size).toBe(1);

  const logs = await service.until((running) => {
    const told = running.logs.filter((line) => line.includes('caller-not-authenticated'));
    return told.length === refused.length ? running.logs.join('\n') : undefined;
  });
  for (const token of [good, bad]) {
    for (const part of token.split('.').slice(1)) expect(logs).not.toContain(part);
  }
  expect(logs).not.toContain('9f86d081884c');
  expect(logs).toContain('"reason":"the job belongs to a pull or merge request","issuer":"ci"');
});
