import type { Hook } from '../../configuration.ts';
import { digest } from '../../digest.ts';
import type { Parsed } from '../../repository-event.ts';
import { firstHeader } from '../first-header.ts';
import { gitlabFacts } from './gitlab-facts.ts';
import { readMergeRequest, readPush, readRelease } from './gitlab-payloads.ts';
import { lookUp } from '../look-up.ts';
import type { Delivery, ProviderProtocol } from '../provider.ts';
import { ignored, quoted, readJson } from '../payload/read-payload.ts';
import { verifyStandardWebhook } from '../verification/verify-standard-webhook.ts';
import { verifyToken } from '../verification/verify-token.ts';

const HEADERS = gitlabFacts.headers;

/**
 * GitLab.com and self-managed GitLab, with signing tokens (Standard Webhooks) or the plain secret token.
 * https://docs.gitlab.com/user/project/integrations/webhook_events/
 */
export const gitlab: ProviderProtocol = {
  deliveryId,

  verify(delivery, proof) {
    switch (proof.verification) {
      case 'signature':
        return verifyStandardWebhook(delivery, proof);
      case 'token':
        return verifyToken(delivery.headers[HEADERS.token] ?? '', delivery, proof.secrets);
    }
  },

  buildingEvents: () => ['Push Hook', 'Tag Push Hook', 'Merge Request Hook', 'Release Hook'],
  sends: (event) => /^[A-Z][A-Za-z ]{1,50} Hook$/.test(event),

  parse: (delivery, hook) =>
    readJson(delivery.body, (payload) => {
      // The header X-Gitlab-Event is not used, because it is not signed.
      const kind = objectKind(payload);
      const read = lookUp(KINDS, kind);
      if (!read) return ignored(`${quoted(kind)} is not a known object_kind of GitLab.`);
      if (read === 'ignored') return ignored(`The event ${kind} starts no builds.`);
      return read(payload, hook, identity(delivery, hook));
    }),
};

function deliveryId(delivery: Delivery): string | undefined {
  return firstHeader(delivery, HEADERS.deliveryId);
}

/**
 * A signed message has an id that is signed with it. Otherwise, the body alone is not enough: it contains no time, and
 * a tag that is deleted and pushed again sends the same bytes again.
 */
function identity(delivery: Delivery, { verification = 'signature' }: Hook): string {
  const id = deliveryId(delivery) ?? '';
  return verification === 'signature' ? id : digest(delivery.body, id);
}

function objectKind(payload: unknown): string {
  const kind = typeof payload === 'object' && payload !== null && 'object_kind' in payload && payload.object_kind;
  return typeof kind === 'string' ? kind : '';
}

type Reader = (payload: unknown, hook: Hook, identity: string) => Parsed;

const KINDS: Readonly<Record<string, Reader | 'ignored'>> = {
  push: readPush,
  tag_push: readPush,
  merge_request: readMergeRequest,
  release: readRelease,
  access_token: 'ignored',
  build: 'ignored',
  deployment: 'ignored',
  emoji: 'ignored',
  feature_flag: 'ignored',
  issue: 'ignored',
  milestone: 'ignored',
  note: 'ignored',
  pipeline: 'ignored',
  vulnerability: 'ignored',
  wiki_page: 'ignored',
  work_item: 'ignored',
};
