import * as v from 'valibot';
import { judgeResponse } from '../statuses/judge-response.ts';
import type { StatusApi } from '../statuses/status-api.ts';
import { namePath } from '../statuses/url-path.ts';

/**
 * Gitea and Forgejo: https://docs.gitea.com/api/#tag/repository/operation/repoCreateStatus
 * Needs a token with the scope `write:repository`. Gogs has no such API.
 */
export const giteaStatuses: StatusApi = {
  base: (host) => `https://${host}/api/v1`,
  authorization: (credential) => ({ authorization: `token ${credential}` }),
  states: {
    queued: 'pending',
    running: 'pending',
    waiting: 'pending',
    succeeded: 'success',
    failed: 'failure',
    'timed out': 'failure',
    fault: 'error',
    stopped: 'error',
    superseded: 'error',
    refused: 'error',
    'not needed': 'success',
  },
  longest: { description: 255, context: 255 },

  request: ({ repository, commit, state, context, description, url }) => ({
    method: 'POST',
    path: `/repos/${namePath(repository.fullName)}/statuses/${commit}`,
    body: { state: giteaStatuses.states[state], context, description, ...(url !== undefined && { target_url: url }) },
  }),

  judge: (response, _, now) => judgeResponse(response, now),

  readBack: {
    request: ({ repository, commit }) => ({
      method: 'GET',
      path: `/repos/${namePath(repository.fullName)}/statuses/${commit}?sort=recentupdate&limit=50`,
    }),
    holds: (body, { state, context, description }) =>
      v.is(List, body) &&
      body.some(
        (each) =>
          each.context === context && each.status === giteaStatuses.states[state] && each.description === description,
      ),
  },
};

const List = v.array(v.object({ status: v.string(), context: v.string(), description: v.string() }));
