import type { Hook } from '../../../functions/core/configuration.ts';
import type { Provider } from '../../../functions/core/vocabulary.ts';
import { bitbucketFacts } from '../../../functions/core/providers/bitbucket/bitbucket-facts.ts';
import { bitbucketCloudStandIn } from './bitbucket-cloud-stand-in.ts';
import { dataCenterStandIn } from './data-center-stand-in.ts';
import { giteaStandIn } from './gitea-stand-in.ts';
import { githubStandIn } from './github-stand-in.ts';
import { gitlabStandIn } from './gitlab-stand-in.ts';
import type { HostOptions, HostStandIn } from './host-stand-in.ts';

const STAND_INS: Readonly<Record<Provider, (options: HostOptions) => HostStandIn>> = {
  github: githubStandIn,
  gitlab: gitlabStandIn,
  bitbucket: (options) =>
    options.host === bitbucketFacts.host ? bitbucketCloudStandIn(options) : dataCenterStandIn(options),
  gitea: giteaStandIn,
};

/** The stand-in for the API of a hook's host. */
export const standInOf = ({ provider, host }: Pick<Hook, 'provider' | 'host'>, options: Omit<HostOptions, 'host'>) =>
  STAND_INS[provider]({ host, ...options });
