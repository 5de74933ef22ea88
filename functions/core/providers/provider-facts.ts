import type { Provider } from '../vocabulary.ts';
import { bitbucketFacts } from './bitbucket/bitbucket-facts.ts';
import { giteaFacts } from './gitea/gitea-facts.ts';
import { githubFacts } from './github/github-facts.ts';
import { gitlabFacts } from './gitlab/gitlab-facts.ts';
import type { Facts } from './facts.ts';

/** Facts about each provider, apart from its payloads. */
export const PROVIDER_FACTS: Readonly<Record<Provider, Facts>> = {
  github: githubFacts,
  gitlab: gitlabFacts,
  bitbucket: bitbucketFacts,
  gitea: giteaFacts,
};
