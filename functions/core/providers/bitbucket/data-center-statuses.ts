import { refKind } from '../../ref.ts';
import { judgeResponse } from '../statuses/judge-response.ts';
import type { StatusApi } from '../statuses/status-api.ts';
import { urlPath } from '../statuses/url-path.ts';

/**
 * https://developer.atlassian.com/server/bitbucket/rest/latest/api-group-builds-and-deployments/
 * Needs an HTTP access token with repository read.
 */
export const dataCenterStatuses: StatusApi = {
  base: (host) => `https://${host}/rest/api/latest`,
  authorization: (credential) => ({ authorization: `Bearer ${credential}` }),
  states: {
    queued: 'INPROGRESS',
    running: 'INPROGRESS',
    waiting: 'INPROGRESS',
    succeeded: 'SUCCESSFUL',
    failed: 'FAILED',
    'timed out': 'FAILED',
    fault: 'FAILED',
    stopped: 'CANCELLED',
    superseded: 'CANCELLED',
    refused: 'FAILED',
    'not needed': 'SUCCESSFUL',
  },
  longest: { description: 255, context: 255, url: 450 },

  // A status with the same key overwrites the earlier one.
  request: ({ host, repository, commit, ref, state, context, description, url }) => {
    const { project, slug } = namesOf(repository.fullName);
    return {
      method: 'POST',
      path: urlPath`/projects/${project}/repos/${slug}/commits/${commit}/builds`,
      body: {
        key: context,
        state: dataCenterStatuses.states[state],
        name: context,
        description,
        url: url ?? `https://${host}${urlPath`/projects/${project}/repos/${slug}/commits/${commit}`}`,
        ...(refKind(ref) !== 'pull request' && { ref }),
      },
    };
  },

  judge: (response, _, now) => judgeResponse(response, now),
};

/** The parts of the name as in the clone URL: scm/acme/web. */
function namesOf(fullName: string): { readonly project: string; readonly slug: string } {
  const [slug = '', project = ''] = fullName.split('/').toReversed();
  return { project, slug };
}
