import { describe, expect, test } from 'vitest';
import { statusApiOf } from '../../../../functions/core/providers/status-apis.ts';
import type { CommitStatus, HostResponse } from '../../../../functions/core/providers/statuses/status-api.ts';
import { COMMIT_STATES, type Provider } from '../../../../functions/core/vocabulary.ts';

const commit = 'a'.repeat(40);
const status: CommitStatus = {
  host: 'git.acme.io',
  repository: { fullName: 'acme/web', id: '7' },
  commit,
  ref: 'refs/heads/feature/x',
  state: 'succeeded',
  context: 'pushlight/web',
  description: 'passed in 3m 12s (#42)',
  url: 'https://ci.acme.io/42',
};
const response = (code: number, body?: unknown, headers: HostResponse['headers'] = {}): HostResponse => ({
  status: code,
  headers,
  body,
});
const now = Date.parse('2026-11-28T12:00:00Z');

test.each<[Provider, string, string]>([
  ['github', 'github.com', 'https://api.github.com'],
  ['github', 'github.acme.io', 'https://github.acme.io/api/v3'],
  ['gitlab', 'gitlab.com', 'https://gitlab.com/api/v4'],
  ['gitlab', 'git.acme.io:8443', 'https://git.acme.io:8443/api/v4'],
  ['bitbucket', 'bitbucket.org', 'https://api.bitbucket.org/2.0'],
  ['bitbucket', 'git.acme.io', 'https://git.acme.io/rest/api/latest'],
  ['gitea', 'codeberg.org', 'https://codeberg.org/api/v1'],
])('the API of %s at %s is %s', (provider, host, base) => {
  expect(statusApiOf({ provider, host }).base(host)).toBe(base);
});

test('each host has a word for each state', () => {
  const table = Object.fromEntries(
    (
      [
        ['GitHub', 'github', 'github.com'],
        ['GitLab', 'gitlab', 'gitlab.com'],
        ['Bitbucket Cloud', 'bitbucket', 'bitbucket.org'],
        ['Bitbucket Data Center', 'bitbucket', 'git.acme.io'],
        ['Gitea', 'gitea', 'codeberg.org'],
      ] as const
    ).map(([name, provider, host]) => {
      const { states } = statusApiOf({ provider, host });
      return [name, COMMIT_STATES.map((state) => states[state]).join(' ')];
    }),
  );
  expect(COMMIT_STATES.join(', ')).toBe(
    'queued, running, waiting, succeeded, failed, timed out, fault, stopped, superseded, refused, not needed',
  );
  expect(table).toEqual({
    GitHub: 'pending pending pending success failure failure error error error error success',
    GitLab: 'pending running pending success failed failed failed canceled canceled failed skipped',
    'Bitbucket Cloud':
      'INPROGRESS INPROGRESS INPROGRESS SUCCESSFUL FAILED FAILED FAILED STOPPED STOPPED FAILED SUCCESSFUL',
    'Bitbucket Data Center':
      'INPROGRESS INPROGRESS INPROGRESS SUCCESSFUL FAILED FAILED FAILED CANCELLED CANCELLED FAILED SUCCESSFUL',
    Gitea: 'pending pending pending success failure failure error error error error success',
  });
});

describe('requests', () => {
  test('GitHub gets the context, the description and the link', () => {
    expect(statusApiOf({ provider: 'github', host: 'github.com' }).request(status)).toEqual({
      method: 'POST',
      path: `/repos/acme/web/statuses/${commit}`,
      body: {
        state: 'success',
        context: 'pushlight/web',
        description: 'passed in 3m 12s (#42)',
        target_url: 'https://ci.acme.io/42',
      },
    });
  });

  test('GitLab gets the branch of a push or merge request, and its own pipeline again', () => {
    const { request } = statusApiOf({ provider: 'gitlab', host: 'gitlab.com' });
    expect(request({ ...status, pipelineId: 9 })).toMatchObject({
      path: `/projects/7/statuses/${commit}`,
      body: { state: 'success', name: 'pushlight/web', ref: 'feature/x', pipeline_id: 9 },
    });
    expect(request({ ...status, ref: 'refs/pull/7/head' }).body).not.toHaveProperty('ref');
  });

  test('Bitbucket Cloud gets a key of 40 characters, and a public link even if there is none', () => {
    const { request } = statusApiOf({ provider: 'bitbucket', host: 'bitbucket.org' });
    const keyOf = (context: string) => request({ ...status, context }).body?.['key'];
    const long = 'x'.repeat(60);
    expect(keyOf(`${long}a`)).toMatch(/^[0-9a-f]{40}$/);
    expect(keyOf(`${long}a`)).not.toBe(keyOf(`${long}b`));
    const { url: _none, ...withoutUrl } = status;
    for (const each of [withoutUrl, { ...status, url: 'http://localhost:3000/badges/web.svg' }]) {
      expect(request({ ...each, host: 'bitbucket.org' }).body).toMatchObject({
        url: `https://bitbucket.org/acme/web/commits/${commit}`,
        refname: 'feature/x',
      });
    }
  });

  test.each([
    ['scm/acme/web', '/projects/acme/repos/web/'],
    ['scm/~jane/web', '/projects/~jane/repos/web/'],
    ['web/scm/acme/site', '/projects/acme/repos/site/'],
  ])('Bitbucket Data Center finds %s by its project and slug', (fullName, path) => {
    const { request } = statusApiOf({ provider: 'bitbucket', host: 'git.acme.io' });
    expect(request({ ...status, repository: { fullName, id: '7' } }).path).toContain(path);
  });

  test('a repository name cannot change the path of a request', () => {
    for (const provider of ['github', 'gitea'] as const) {
      const { request } = statusApiOf({ provider, host: 'git.acme.io' });
      const { path } = request({ ...status, repository: { fullName: 'acme/web?x=#/%2e', id: '7' } });
      expect(path).toContain('/repos/acme/web%3Fx%3D%23/%252e/statuses/');
    }
  });
});

describe('responses', () => {
  const github = statusApiOf({ provider: 'github', host: 'github.com' });
  const gitlab = statusApiOf({ provider: 'gitlab', host: 'gitlab.com' });
  const bitbucket = statusApiOf({ provider: 'bitbucket', host: 'bitbucket.org' });

  test.each([
    [200, {}, { kind: 'sent' }],
    [201, {}, { kind: 'sent' }],
    [204, {}, { kind: 'sent' }],
    [301, { location: 'https://evil.example/' }, { kind: 'refused' }],
    [307, { location: 'https://evil.example/' }, { kind: 'refused' }],
    [400, {}, { kind: 'refused' }],
    [401, {}, { kind: 'not allowed' }],
    [403, {}, { kind: 'not allowed' }],
    [403, { 'retry-after': '7' }, { kind: 'not now', seconds: 7 }],
    [
      403,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 90) },
      { kind: 'not now', seconds: 90 },
    ],
    [403, { 'x-ratelimit-remaining': '12' }, { kind: 'not allowed' }],
    [404, {}, { kind: 'not allowed' }],
    [408, {}, { kind: 'not now' }],
    [409, {}, { kind: 'not now' }],
    [422, {}, { kind: 'refused' }],
    [429, { 'retry-after': 'Sat, 28 Nov 2026 12:00:30 GMT' }, { kind: 'not now', seconds: 30 }],
    [429, { 'ratelimit-remaining': '0', 'ratelimit-reset': String(now / 1000 + 5) }, { kind: 'not now', seconds: 5 }],
    [429, {}, { kind: 'not now', seconds: 60 }],
    [429, { 'x-ratelimit-remaining': '12' }, { kind: 'not now', seconds: 60 }],
    [429, { 'retry-after': 'soon' }, { kind: 'not now', seconds: 60 }],
    [429, { 'retry-after': '-5' }, { kind: 'not now', seconds: 60 }],
    [403, { 'retry-after': 'soon' }, { kind: 'not now', seconds: 60 }],
    [500, {}, { kind: 'not now' }],
    [503, { 'retry-after': '120' }, { kind: 'not now', seconds: 120 }],
  ] as const)('%d with %j is %j', (code, headers, verdict) => {
    for (const api of [github, gitlab, bitbucket]) {
      expect(api.judge(response(code, undefined, headers), status, now)).toMatchObject(verdict);
    }
  });

  test.each([
    ['404 Commit Not Found', 'refused'],
    ['404 References for commit Not Found', 'refused'],
    ["Commit 'a4af6ec' does not exist in repository 'web'.", 'refused'],
    ['object does not exist [id: a4af6ec, rel_path: ]', 'refused'],
    ['404 Project Not Found', 'not allowed'],
    ['Repository acme/commit not found', 'not allowed'],
    ['Not Found', 'not allowed'],
  ])('a 404 with “%s” is %s', (message, kind) => {
    const bodies = [{ message }, { error: { message } }, { errors: [{ message }] }];
    for (const body of bodies) expect(bitbucket.judge(response(404, body), status, now)).toMatchObject({ kind });
  });

  test('GitHub: a secondary limit without a time lasts a minute, and 1,000 statuses are the last', () => {
    for (const code of [403, 429]) {
      const limited = response(code, { message: 'You have exceeded a secondary rate limit.' });
      expect(github.judge(limited, status, now)).toMatchObject({ kind: 'not now', seconds: 60 });
      const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 90) };
      expect(github.judge({ ...limited, headers }, status, now)).toMatchObject({ kind: 'not now', seconds: 90 });
    }
    const full = { errors: [{ message: 'This SHA and context has reached the maximum number of statuses.' }] };
    expect(github.judge(response(422, full), status, now)).toMatchObject({ kind: 'refused', full: true });
  });

  test('GitHub: the permissions of a classic token beyond statuses are recognised', () => {
    expect(github.excessScopes?.({ 'x-oauth-scopes': 'repo, admin:repo_hook' })).toEqual(['repo', 'admin:repo_hook']);
    expect(github.excessScopes?.({ 'x-oauth-scopes': 'repo:status' })).toEqual([]);
    expect(github.excessScopes?.({})).toEqual([]);
  });

  test('GitLab: a state that is there already is no failure, and a job that waits is not skipped but passes', () => {
    const refused = response(400, { message: 'Cannot transition status via :enqueue from :pending (Reason(s): x)' });
    for (const state of ['queued', 'waiting', 'running'] as const) {
      expect(gitlab.judge(refused, { ...status, state }, now)).toEqual({ kind: 'already so' });
    }
    for (const state of ['succeeded', 'failed', 'stopped', 'superseded', 'refused'] as const) {
      expect(gitlab.judge(refused, { ...status, state }, now)).toMatchObject({ kind: 'refused' });
    }
    expect(gitlab.judge(refused, { ...status, state: 'not needed' }, now)).toMatchObject({
      kind: 'otherwise',
      request: { body: { state: 'success' } },
    });
    const unknown = response(400, { error: 'state does not have a valid value' });
    expect(gitlab.judge(unknown, { ...status, state: 'not needed' }, now)).toMatchObject({
      kind: 'otherwise',
      request: { body: { state: 'success' } },
    });
    expect(gitlab.judge(unknown, status, now)).toMatchObject({ kind: 'refused' });
  });

  test('GitLab: a full pipeline is left for another, and the pipeline of the response is kept', () => {
    const full = gitlab.judge(response(422), { ...status, pipelineId: 9 }, now);
    expect(full).toMatchObject({ kind: 'otherwise', request: { body: { state: 'success' } } });
    expect(JSON.stringify(full)).not.toContain('pipeline_id');
    expect(gitlab.judge(response(422), status, now)).toMatchObject({ kind: 'refused' });
    const gone = response(404, { message: '404 Pipeline for pipeline_id, sha and ref Not Found' });
    expect(JSON.stringify(gitlab.judge(gone, { ...status, pipelineId: 9 }, now))).not.toContain('pipeline_id');
    expect(gitlab.judge(gone, { ...status, pipelineId: 9 }, now)).toMatchObject({ kind: 'otherwise' });
    expect(gitlab.judge(gone, status, now)).toMatchObject({ kind: 'refused' });
    expect(gitlab.judge(response(201, { pipeline_id: 11 }), status, now)).toEqual({ kind: 'sent', pipelineId: 11 });
  });
});
