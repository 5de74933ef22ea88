import type { Provider } from '../vocabulary.ts';
import { bitbucket } from './bitbucket/bitbucket.ts';
import { gitea } from './gitea/gitea.ts';
import { github } from './github/github.ts';
import { gitlab } from './gitlab/gitlab.ts';
import type { ProviderProtocol } from './provider.ts';

/** The protocol of each provider. A delivery's protocol is determined by its hook, never by its headers. */
export const PROTOCOLS: Readonly<Record<Provider, ProviderProtocol>> = { github, gitlab, bitbucket, gitea };
