import * as v from 'valibot';
import { judgeResponse, limited } from '../statuses/judge-response.ts';
import type { StatusApi } from '../statuses/status-api.ts';
import { namePath } from '../statuses/url-path.ts';
import { githubFacts } from './github-facts.ts';

/**
 * GitHub and GitHub Enterprise Server: https://docs.github.com/rest/commits/statuses
 * Only needs the permission "Commit statuses: write".
 */
export const githubStatuses: StatusApi = {
  base: (host) => (host === githubFacts.host ? 'https://api.github.com' : `https://${host}/api/v3`),
  authorization: (credential) => ({
    authorization: `Bearer ${credential}`,
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
  }),
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
  contextsIgnoreCase: true,
  longest: { description: 140, context: 255 },

  request: ({ repository, commit, state, context, description, url }) => ({
    method: 'POST',
    path: `/repos/${namePath(repository.fullName)}/statuses/${commit}`,
    body: { state: githubStatuses.states[state], context, description, ...(url !== undefined && { target_url: url }) },
  }),

  judge(response, _, now) {
    const { status, headers, body } = response;
    if (status === 403 && SECONDARY_LIMIT.test(messageOf(body))) {
      return limited('A secondary rate limit is reached.', headers, now);
    }
    if (status === 422 && FULL.test(JSON.stringify(body))) {
      return {
        kind: 'refused',
        full: true,
        why: 'The commit has 1,000 statuses with this context, which is the limit.',
      };
    }
    return judgeResponse(response, now);
  },

  readBack: {
    request: ({ repository, commit }) => ({
      method: 'GET',
      path: `/repos/${namePath(repository.fullName)}/commits/${commit}/statuses?per_page=100`,
    }),
    holds: (body, { state, context, description }) =>
      v.is(List, body) &&
      body.some(
        (each) =>
          each.context.toLowerCase() === context.toLowerCase() &&
          each.state === githubStatuses.states[state] &&
          each.description === description,
      ),
  },

  // The limit is 900 points per minute, and each POST costs 5 points:
  // https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
  // By default, Enterprise Server has no limits.
  mostPerMinute: (host) => (host === githubFacts.host ? 180 : undefined),

  // Only classic tokens have scopes: https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
  excessScopes: ({ 'x-oauth-scopes': scopes = '' }) =>
    scopes.split(/,\s*/).filter((scope) => scope !== '' && scope !== 'repo:status'),
};

const List = v.array(v.object({ state: v.string(), context: v.string(), description: v.nullable(v.string()) }));

const SECONDARY_LIMIT = /secondary rate limit|abuse detection/i;
/** "This SHA and context has reached the maximum number of statuses." */
const FULL = /maximum number of statuses/i;

const messageOf = (body: unknown): string => (v.is(v.object({ message: v.string() }), body) ? body.message : '');
