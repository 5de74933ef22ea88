import type { Hook } from '../../configuration.ts';
import { digest } from '../../digest.ts';
import type { Parsed } from '../../repository-event.ts';
import { firstHeader } from '../first-header.ts';
import { giteaFacts } from './gitea-facts.ts';
import { readCreatedTag, readPullRequest, readPush, readRelease } from './gitea-payloads.ts';
import { lookUp, namesRead } from '../look-up.ts';
import type { Delivery, ProviderProtocol } from '../provider.ts';
import { ignored, quoted, readJson } from '../payload/read-payload.ts';
import { verifyBodySignature } from '../verification/verify-body-signature.ts';

const HEADERS = giteaFacts.headers;

/**
 * Gitea, Forgejo and Gogs. The newer ones also send the headers of the older ones, and GitHub's.
 * https://docs.gitea.com/usage/webhooks
 */
export const gitea: ProviderProtocol = {
  deliveryId,

  // Bare hex, and empty if the hook has no secret.
  verify: (delivery, { secrets }) =>
    verifyBodySignature(firstHeader(delivery, HEADERS.signature) ?? '', delivery, secrets),

  buildingEvents: () => namesRead(EVENTS),
  sends: (event) => lookUp(EVENTS, event) !== undefined,

  parse(delivery, hook) {
    const event = firstHeader(delivery, HEADERS.event) ?? '';
    const read = lookUp(isGogs(delivery.headers) ? { ...EVENTS, create: readCreatedTag } : EVENTS, event);
    if (!read) return ignored(`${quoted(event)} is not a known event of Gitea.`);
    if (read === 'ignored') return ignored(`The event ${event} starts no builds.`);
    // The body does not contain the time of the push, so repeating the same push sends the same bytes again.
    const identity = digest(delivery.body, deliveryId(delivery) ?? '');
    return readJson(delivery.body, (payload) => read(payload, hook, identity));
  },
};

function deliveryId(delivery: Delivery): string | undefined {
  return firstHeader(delivery, HEADERS.deliveryId);
}

const isGogs = (headers: Delivery['headers']): boolean => headers['x-gitea-event'] === undefined;

type Reader = (payload: unknown, hook: Hook, identity: string) => Parsed;

const EVENTS: Readonly<Record<string, Reader | 'ignored'>> = {
  push: readPush,
  pull_request: readPullRequest,
  release: readRelease,
  action_run_failure: 'ignored',
  action_run_recover: 'ignored',
  action_run_success: 'ignored',
  /** Gitea also sends a push for a new tag. */
  create: 'ignored',
  delete: 'ignored',
  fork: 'ignored',
  issue_assign: 'ignored',
  issue_comment: 'ignored',
  issue_label: 'ignored',
  issue_milestone: 'ignored',
  issues: 'ignored',
  package: 'ignored',
  pull_request_approved: 'ignored',
  pull_request_assign: 'ignored',
  pull_request_comment: 'ignored',
  pull_request_label: 'ignored',
  pull_request_milestone: 'ignored',
  pull_request_rejected: 'ignored',
  pull_request_review_request: 'ignored',
  repository: 'ignored',
  status: 'ignored',
  wiki: 'ignored',
  workflow_job: 'ignored',
  workflow_run: 'ignored',
};
