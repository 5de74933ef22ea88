import { digest } from '../../digest.ts';
import { refKind, shortRef } from '../../ref.ts';
import { judgeResponse } from '../statuses/judge-response.ts';
import type { StatusApi } from '../statuses/status-api.ts';
import { namePath } from '../statuses/url-path.ts';

/**
 * https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commit-statuses/
 * Needs an access token with the scope `repository`, or an API token as `e-mail:token`.
 */
export const bitbucketCloudStatuses: StatusApi = {
  base: () => 'https://api.bitbucket.org/2.0',
  authorization: (credential) => ({
    authorization: credential.includes(':')
      ? `Basic ${Buffer.from(credential).toString('base64')}`
      : `Bearer ${credential}`,
  }),
  states: {
    queued: 'INPROGRESS',
    running: 'INPROGRESS',
    waiting: 'INPROGRESS',
    succeeded: 'SUCCESSFUL',
    failed: 'FAILED',
    'timed out': 'FAILED',
    fault: 'FAILED',
    stopped: 'STOPPED',
    superseded: 'STOPPED',
    refused: 'FAILED',
    'not needed': 'SUCCESSFUL',
  },
  longest: { description: 255, context: 255 },

  // A status with the same key overwrites the earlier one.
  request: ({ host, repository, commit, ref, state, context, description, url }) => ({
    method: 'POST',
    path: `/repositories/${namePath(repository.fullName)}/commit/${commit}/statuses/build`,
    body: {
      key: statusKey(context),
      state: bitbucketCloudStatuses.states[state],
      name: context,
      description,
      url: url !== undefined && isPublic(url) ? url : commitPage(host, repository.fullName, commit),
      // Links it to a pull request.
      ...(refKind(ref) === 'branch' && { refname: shortRef(ref) }),
    },
  }),

  judge: (response, _, now) => judgeResponse(response, now),
};

/**
 * A key has at most 40 characters, and two truncated ones could be equal:
 * https://issues.jenkins.io/browse/JENKINS-36874
 */
const statusKey = (context: string): string => digest(context).slice(0, 40);

/** Bitbucket refuses a status without a URL, or with one that is not public. */
const isPublic = (url: string): boolean =>
  URL.canParse(url) && !/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);

const commitPage = (host: string, fullName: string, commit: string): string =>
  `https://${host}/${namePath(fullName)}/commits/${commit}`;
