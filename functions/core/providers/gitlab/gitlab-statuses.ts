import * as v from 'valibot';
import { refKind, shortRef } from '../../ref.ts';
import { judgeResponse } from '../statuses/judge-response.ts';
import type { CommitStatus, HostRequest, StatusApi } from '../statuses/status-api.ts';
import { urlPath } from '../statuses/url-path.ts';

/**
 * GitLab.com and self-managed GitLab: https://docs.gitlab.com/api/commits/#set-commit-pipeline-status
 * Needs a token with the scope `api`, and with a role that is allowed to push or merge to the branch.
 */
export const gitlabStatuses: StatusApi = {
  base: (host) => `https://${host}/api/v4`,
  authorization: (credential) => ({ 'private-token': credential }),
  states: {
    queued: 'pending',
    running: 'running',
    waiting: 'pending',
    succeeded: 'success',
    failed: 'failed',
    'timed out': 'failed',
    fault: 'failed',
    stopped: 'canceled',
    superseded: 'canceled',
    refused: 'failed',
    'not needed': 'skipped',
  },
  hasPipelines: true,
  longest: { description: 255, context: 255, url: 255 },

  request: (status) => post(status, gitlabStatuses.states[status.state]),

  judge(response, status, now) {
    const { body } = response;
    const message = messageOf(body);
    if (response.status === 400 && TRANSITION.test(message)) {
      // A job that is waiting or running cannot be skipped.
      if (status.state === 'not needed') return { kind: 'otherwise', request: post(status, 'success') };
      if (NOT_ENDED.has(gitlabStatuses.states[status.state])) return { kind: 'already so' };
    }
    // Versions without this state respond like this.
    if (response.status === 400 && status.state === 'not needed' && /\bstate\b/.test(message)) {
      return { kind: 'otherwise', request: post(status, 'success') };
    }
    // The pipeline is full, or it no longer exists.
    const isPipelines = response.status === 422 || (response.status === 404 && /\bpipeline\b/i.test(message));
    if (isPipelines && status.pipelineId !== undefined) {
      const { pipelineId: _unusable, ...elsewhere } = status;
      return { kind: 'otherwise', request: gitlabStatuses.request(elsewhere) };
    }
    const verdict = judgeResponse(response, now);
    return verdict.kind === 'sent' && v.is(Created, body) ? { kind: 'sent', pipelineId: body.pipeline_id } : verdict;
  },

  readBack: {
    request: ({ repository, commit, context }) => ({
      method: 'GET',
      path: `${urlPath`/projects/${projectOf(repository)}/repository/commits/${commit}/statuses`}?${new URLSearchParams({ name: context, all: 'true', per_page: '100' }).toString()}`,
    }),
    holds: (body, { state, context, description, ref }) =>
      v.is(List, body) &&
      body.some(
        (each) =>
          each.name === context &&
          each.description === description &&
          (each.ref === shortRef(ref) || refKind(ref) === 'pull request') &&
          (each.status === gitlabStatuses.states[state] || (state === 'not needed' && each.status === 'success')),
      ),
  },
};

/** By its id, which stays the same after a renaming. A start through the API may not know it. */
const projectOf = ({ id, fullName }: CommitStatus['repository']): string => (id === '' ? fullName : id);

const post = (
  { repository, commit, ref, context, description, url, pipelineId }: CommitStatus,
  state: string,
): HostRequest => ({
  method: 'POST',
  path: urlPath`/projects/${projectOf(repository)}/statuses/${commit}`,
  body: {
    state,
    name: context,
    description,
    ...(refKind(ref) !== 'pull request' && { ref: shortRef(ref) }),
    ...(url !== undefined && { target_url: url }),
    ...(pipelineId !== undefined && { pipeline_id: pipelineId }),
  },
});

/** "Cannot transition status via :enqueue from :pending (Reason(s): …)": pending or running was sent twice. */
const TRANSITION = /cannot transition status via/i;

const NOT_ENDED: ReadonlySet<string> = new Set(['pending', 'running']);

const Created = v.object({ pipeline_id: v.pipe(v.number(), v.safeInteger()) });
const List = v.array(
  v.object({ status: v.string(), name: v.string(), ref: v.nullable(v.string()), description: v.nullable(v.string()) }),
);

/** A text, or an object with texts by field. */
const messageOf = (body: unknown): string =>
  v.is(v.object({ message: v.unknown() }), body)
    ? JSON.stringify(body.message)
    : v.is(v.object({ error: v.string() }), body)
      ? body.error
      : '';
