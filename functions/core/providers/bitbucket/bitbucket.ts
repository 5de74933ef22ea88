import type { Hook } from '../../configuration.ts';
import type { Parsed } from '../../repository-event.ts';
import { firstHeader } from '../first-header.ts';
import { bitbucketFacts } from './bitbucket-facts.ts';
import { readPullRequest, readPush } from './bitbucket-cloud.ts';
import { readRefsChanged, readServerPullRequest } from './bitbucket-data-center.ts';
import { lookUp, namesRead } from '../look-up.ts';
import type { Delivery, ProviderProtocol } from '../provider.ts';
import { ignored, quoted, readJson } from '../payload/read-payload.ts';
import { sha256Digits, verifyBodySignature } from '../verification/verify-body-signature.ts';

/** Reads the payload of one event. */
type Reader = (payload: unknown, delivery: Delivery, hook: Hook) => Parsed;

const HEADERS = bitbucketFacts.headers;

/** Bitbucket Cloud and Bitbucket Data Center: two products, distinguished by the names of their events. */
export const bitbucket: ProviderProtocol = {
  deliveryId: (delivery) => firstHeader(delivery, HEADERS.deliveryId),

  verify: (delivery, { secrets }) =>
    verifyBodySignature(sha256Digits(firstHeader(delivery, HEADERS.signature)), delivery, secrets),

  buildingEvents: () => namesRead(EVENTS),
  sends: (event) => lookUp(EVENTS, event) !== undefined || IGNORED.test(event),

  parse(delivery, hook) {
    const event = firstHeader(delivery, HEADERS.event) ?? '';
    const read = lookUp(EVENTS, event);
    if (read) return readJson(delivery.body, (payload) => read(payload, delivery, hook));
    return ignored(IGNORED.test(event) ? `The event ${event} starts no builds.` : unknown(event));
  },
};

const unknown = (event: string): string => `${quoted(event)} is not a known event of Bitbucket.`;

/**
 * https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/
 * https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html
 */
const EVENTS: Readonly<Record<string, Reader>> = {
  'repo:push': readPush,
  'pullrequest:created': readPullRequest('PULL_REQUEST_CREATED'),
  'pullrequest:updated': readPullRequest('PULL_REQUEST_UPDATED'),
  'pullrequest:fulfilled': readPullRequest('PULL_REQUEST_MERGED'),
  'pullrequest:rejected': readPullRequest('PULL_REQUEST_CLOSED'),
  'repo:refs_changed': readRefsChanged,
  'pr:opened': readServerPullRequest('PULL_REQUEST_CREATED'),
  'pr:from_ref_updated': readServerPullRequest('PULL_REQUEST_UPDATED'),
  'pr:reopened': readServerPullRequest('PULL_REQUEST_REOPENED'),
  'pr:merged': readServerPullRequest('PULL_REQUEST_MERGED'),
  'pr:declined': readServerPullRequest('PULL_REQUEST_CLOSED'),
  'diagnostics:ping': () => ignored('diagnostics:ping: the hook works'),
};

/** Other events of both: comments, approvals, forks, build statuses, issues and so on. */
const IGNORED = /^(?:repo|pullrequest|pr|issue|mirror|project):[a-z_:]{1,50}$/;
