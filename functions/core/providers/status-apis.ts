import type { Hook } from '../configuration.ts';
import type { Provider } from '../vocabulary.ts';
import { bitbucketCloudStatuses } from './bitbucket/bitbucket-cloud-statuses.ts';
import { bitbucketFacts } from './bitbucket/bitbucket-facts.ts';
import { dataCenterStatuses } from './bitbucket/data-center-statuses.ts';
import { giteaStatuses } from './gitea/gitea-statuses.ts';
import { githubStatuses } from './github/github-statuses.ts';
import { gitlabStatuses } from './gitlab/gitlab-statuses.ts';
import type { StatusApi } from './statuses/status-api.ts';

const APIS: Readonly<Record<Provider, (host: string) => StatusApi>> = {
  github: () => githubStatuses,
  gitlab: () => gitlabStatuses,
  bitbucket: (host) => (host === bitbucketFacts.host ? bitbucketCloudStatuses : dataCenterStatuses),
  gitea: () => giteaStatuses,
};

/** The commit status API of a hook's host. */
export const statusApiOf = ({ provider, host }: Pick<Hook, 'provider' | 'host'>): StatusApi => APIS[provider](host);
