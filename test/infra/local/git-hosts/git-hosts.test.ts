import { request as githubRequest } from '@octokit/request';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gitHosts } from '../../../../functions/adapters/git-hosts/git-hosts.ts';
import { statusApiOf } from '../../../../functions/core/providers/status-apis.ts';
import type { CommitStatus, Verdict } from '../../../../functions/core/providers/statuses/status-api.ts';
import { COMMIT_STATES, type CommitState } from '../../../../functions/core/vocabulary.ts';
import { createCommitStatuses, type CommitStatuses } from '../../../../infra/local/git-hosts/commit-statuses.ts';
import { startGitHosts, type GitHostStandIns } from '../../../../infra/local/git-hosts/git-hosts.ts';
import { CREDENTIAL, HOSTS } from '../../../functions/report-world.ts';
import { COMMIT } from '../../../functions/status-message-of.ts';

let standIns: GitHostStandIns;
let statuses: CommitStatuses;
beforeEach(async () => {
  statuses = createCommitStatuses({ now: Date.now });
  standIns = await startGitHosts({
    hooks: HOSTS.map(([name, provider, host]) => ({ name, provider, host })),
    statuses,
    credential: () => CREDENTIAL,
  });
});
afterEach(() => standIns.stop());

type Host = (typeof HOSTS)[number];
const NAMES: Readonly<Record<string, string>> = { 'Bitbucket Data Center': 'scm/acme/web' };

const statusAt = ([name, , host]: Host, changes: Partial<CommitStatus> = {}): CommitStatus => ({
  host,
  repository: { fullName: NAMES[name] ?? 'acme/web', id: '7' },
  commit: COMMIT,
  ref: 'refs/heads/main',
  state: 'queued',
  context: 'pushlight/web',
  description: 'queued (#42)',
  url: 'https://ci.acme.io/42',
  ...changes,
});

/** As `report` sends it. */
async function send(host: Host, changes: Partial<CommitStatus> = {}, credential = CREDENTIAL): Promise<Verdict> {
  const [, provider, name] = host;
  const api = statusApiOf({ provider, host: name });
  const status = statusAt(host, changes);
  const call = (request: ReturnType<typeof api.request>) =>
    gitHosts(standIns.url).call(api.base(name), request, api.authorization(credential));
  const verdict = api.judge(await call(api.request(status)), status, Date.now());
  return verdict.kind === 'otherwise' ? api.judge(await call(verdict.request), status, Date.now()) : verdict;
}

/** What each host documents for reading a commit's statuses. */
const READ: Readonly<Record<string, string>> = {
  GitLab: `gitlab.com/api/v4/projects/7/repository/commits/${COMMIT}/statuses`,
  'Bitbucket Cloud': `api.bitbucket.org/2.0/repositories/acme/web/commit/${COMMIT}/statuses`,
  'Bitbucket Data Center': `git.acme.io/rest/api/latest/projects/acme/repos/web/commits/${COMMIT}/builds?key=pushlight/web`,
  Gitea: `codeberg.org/api/v1/repos/acme/web/statuses/${COMMIT}`,
};

async function readBack([name, , host]: Host): Promise<readonly (readonly [string, string])[]> {
  if (READ[name] === undefined) {
    const base = host === 'github.com' ? 'api.github.com' : `${host}/api/v3`;
    const { data } = await githubRequest('GET /repos/{owner}/{repo}/commits/{ref}/statuses', {
      baseUrl: `${standIns.url}/${base}`,
      headers: { authorization: `Bearer ${CREDENTIAL}` },
      owner: 'acme',
      repo: 'web',
      ref: COMMIT,
    });
    return data.map(({ state, description }) => [state, description ?? ''] as const);
  }
  const response = await fetch(`${standIns.url}/${READ[name]}`, {
    headers: { authorization: `${name === 'Gitea' ? 'token' : 'Bearer'} ${CREDENTIAL}` },
  });
  const body = (await response.json()) as { values?: Read[] } | Read | Read[];
  interface Read {
    readonly state?: string;
    readonly status?: string;
    readonly description: string;
  }
  const all = Array.isArray(body) ? body : 'values' in body && body.values ? body.values : [body as Read];
  return all.map(({ state, status, description }) => [state ?? status ?? '', description] as const);
}

describe.each(HOSTS)('%s', (...host) => {
  const [, provider, name] = host;
  const api = statusApiOf({ provider, host: name });

  test.each(COMMIT_STATES)('shows %s, as a client of its own reads it back', async (state: CommitState) => {
    expect(await send(host, { state, description: `${state} (#42)` })).toMatchObject({ kind: 'sent' });
    expect((await readBack(host))[0]).toEqual([api.states[state], `${state} (#42)`]);
  });

  test('shows the way from queued to the end, and a retry from its beginning', async () => {
    for (const state of ['queued', 'running', 'failed', 'queued', 'running', 'succeeded'] as const) {
      expect((await send(host, { state })).kind).toBe('sent');
    }
    expect((await readBack(host))[0]?.[0]).toBe(api.states.succeeded);
  });

  test('refuses requests with another credential or none', async () => {
    expect(await send(host, {}, 'another')).toMatchObject({ kind: 'not allowed' });
    expect(await send(host, {}, '')).toMatchObject({ kind: 'not allowed' });
  });

  test('accepts the longest texts, and finds again what it has', async () => {
    const longest = {
      description: 'd'.repeat(api.longest.description),
      context: 'c'.repeat(api.longest.context),
    };
    expect((await send(host, longest)).kind).toBe('sent');
    if (!api.readBack) return;
    const response = await gitHosts(standIns.url).call(
      api.base(name),
      api.readBack.request(statusAt(host, longest)),
      api.authorization(CREDENTIAL),
    );
    expect(api.readBack.holds(response.body, statusAt(host, longest))).toBe(true);
    expect(api.readBack.holds(response.body, statusAt(host, { ...longest, state: 'failed' }))).toBe(false);
    expect(api.readBack.holds(response.body, statusAt(host, { ...longest, description: 'other' }))).toBe(false);
    expect(api.readBack.holds(response.body, statusAt(host, { ...longest, context: 'other' }))).toBe(false);
  });
});

const hostOf = (name: string): Host => HOSTS.find(([each]) => each === name)!;

test('GitHub refuses a description of 141 characters and a context of 256', async () => {
  expect(await send(hostOf('GitHub'), { description: 'd'.repeat(141) })).toMatchObject({ kind: 'refused' });
  expect(await send(hostOf('GitHub'), { context: 'c'.repeat(256) })).toMatchObject({ kind: 'refused' });
});

test('GitHub accepts 1,000 statuses of a commit and context, whatever its case', async () => {
  for (let kept = 0; kept < 999; kept += 1) {
    const context = kept % 2 ? 'pushlight/web' : 'Pushlight/Web';
    statuses.add({
      host: 'github.com',
      repository: 'acme/web',
      commit: COMMIT,
      context,
      state: 'success',
      description: '',
      url: '',
    });
  }
  expect(await send(hostOf('GitHub'))).toMatchObject({ kind: 'sent' });
  expect(await send(hostOf('GitHub'))).toMatchObject({ kind: 'refused', full: true });
  expect(await send(hostOf('GitHub'), { context: 'pushlight/api' })).toMatchObject({ kind: 'sent' });
});

test('GitLab refuses pending or running twice, keeps one job until it ends, and its pipeline', async () => {
  const gitlab = hostOf('GitLab');
  const first = await send(gitlab, { state: 'queued' });
  expect(first).toMatchObject({ kind: 'sent', pipelineId: expect.any(Number) });
  expect(await send(gitlab, { state: 'queued' })).toEqual({ kind: 'already so' });
  expect(await send(gitlab, { state: 'running' })).toEqual(first);
  expect(await send(gitlab, { state: 'running' })).toEqual({ kind: 'already so' });
  expect(await send(gitlab, { state: 'queued' })).toEqual({ kind: 'already so' });
  expect(await send(gitlab, { state: 'not needed' })).toEqual(first);
  expect(await readBack(gitlab)).toEqual([['success', 'queued (#42)']]);
  await send(gitlab, { state: 'succeeded' });
  expect(await readBack(gitlab)).toHaveLength(2);
});

test('GitLab has a pipeline for each ref of a commit, and knows no other', async () => {
  const gitlab = hostOf('GitLab');
  const main = await send(gitlab);
  const tag = await send(gitlab, { ref: 'refs/tags/v1' });
  expect(tag).toMatchObject({ kind: 'sent', pipelineId: expect.any(Number) });
  expect(tag).not.toEqual(main);
  const pipelineId = main.kind === 'sent' ? main.pipelineId! : 0;
  expect(await send(gitlab, { pipelineId, state: 'succeeded' })).toEqual(main);
  // Without the pipeline, it accepts the status.
  expect(await send(gitlab, { pipelineId, ref: 'refs/tags/v1', state: 'succeeded' })).toEqual(tag);
  const response = await fetch(`${standIns.url}/gitlab.com/api/v4/projects/7/statuses/${COMMIT}`, {
    method: 'POST',
    headers: { 'private-token': CREDENTIAL },
    body: JSON.stringify({ state: 'success', ref: 'v1', pipeline_id: pipelineId }),
  });
  expect(response.status).toBe(404);
});

test('Bitbucket Cloud has one status per key, and refuses long keys and local links', async () => {
  const cloud = hostOf('Bitbucket Cloud');
  await send(cloud, { state: 'queued' });
  await send(cloud, { state: 'succeeded' });
  expect(await readBack(cloud)).toHaveLength(1);
  const post = (body: object) =>
    fetch(`${standIns.url}/api.bitbucket.org/2.0/repositories/acme/web/commit/${COMMIT}/statuses/build`, {
      method: 'POST',
      headers: { authorization: `Bearer ${CREDENTIAL}` },
      body: JSON.stringify({ key: 'k', state: 'FAILED', url: 'https://acme.io/', ...body }),
    }).then(({ status }) => status);
  expect(await post({})).toBe(201);
  expect(await post({ key: 'k'.repeat(41) })).toBe(400);
  expect(await post({ url: 'http://localhost:3000/' })).toBe(400);
  expect(await post({ state: 'PENDING' })).toBe(400);
});

test('a page of another site reaches no host', async () => {
  const response = await fetch(`${standIns.url}/api.github.com/repos/acme/web/commits/${COMMIT}/statuses`, {
    headers: { authorization: `Bearer ${CREDENTIAL}`, origin: 'https://evil.example' },
  });
  expect(response.status).toBe(403);
});
