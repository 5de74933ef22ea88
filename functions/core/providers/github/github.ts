import type { EmitterWebhookEventName } from '@octokit/webhooks';
import type { Hook } from '../../configuration.ts';
import { digest } from '../../digest.ts';
import type { Parsed } from '../../repository-event.ts';
import { firstHeader } from '../first-header.ts';
import { githubFacts } from './github-facts.ts';
import { readPullRequest, readPush, readRelease } from './github-payloads.ts';
import { lookUp, namesRead } from '../look-up.ts';
import type { ProviderProtocol } from '../provider.ts';
import { ignored, quoted, readJson } from '../payload/read-payload.ts';
import { sha256Digits, verifyBodySignature } from '../verification/verify-body-signature.ts';

const HEADERS = githubFacts.headers;

/**
 * GitHub and GitHub Enterprise Server. The signed body contains every event's time (`pushed_at`, `updated_at`): two
 * events never have the same bytes, while a replay with a new delivery id does.
 * https://docs.github.com/webhooks/webhook-events-and-payloads
 */
export const github: ProviderProtocol = {
  deliveryId: (delivery) => firstHeader(delivery, HEADERS.deliveryId),

  verify: (delivery, { secrets }) =>
    verifyBodySignature(sha256Digits(firstHeader(delivery, HEADERS.signature)), delivery, secrets),

  buildingEvents: () => namesRead(EVENTS),
  sends: (event) => lookUp(EVENTS, event) !== undefined,

  parse(delivery, hook) {
    const { body } = delivery;
    const event = firstHeader(delivery, HEADERS.event) ?? '';
    const read = lookUp(EVENTS, event);
    if (!read) return ignored(`${quoted(event)} is not a known event of GitHub.`);
    if (read === 'ignored') return ignored(`The event ${event} starts no builds.`);
    return readJson(body, (payload) => read(payload, hook, () => digest(body)));
  },
};

type EventName = Exclude<EmitterWebhookEventName, `${string}.${string}`>;
/** `identity` hashes the whole body. */
type Reader = (payload: unknown, hook: Hook, identity: () => string) => Parsed;

/** Every event that GitHub sends. If the types add a new one, this table does not compile until it is handled. */
const EVENTS: Readonly<Record<EventName, Reader | 'ignored'>> = {
  push: readPush,
  ping: () => ignored('ping: the hook works'),
  branch_protection_configuration: 'ignored',
  branch_protection_rule: 'ignored',
  check_run: 'ignored',
  check_suite: 'ignored',
  code_scanning_alert: 'ignored',
  commit_comment: 'ignored',
  create: 'ignored',
  custom_property: 'ignored',
  custom_property_values: 'ignored',
  delete: 'ignored',
  dependabot_alert: 'ignored',
  deploy_key: 'ignored',
  deployment: 'ignored',
  deployment_protection_rule: 'ignored',
  deployment_review: 'ignored',
  deployment_status: 'ignored',
  discussion: 'ignored',
  discussion_comment: 'ignored',
  fork: 'ignored',
  github_app_authorization: 'ignored',
  gollum: 'ignored',
  installation: 'ignored',
  installation_repositories: 'ignored',
  installation_target: 'ignored',
  issue_comment: 'ignored',
  issue_dependencies: 'ignored',
  issues: 'ignored',
  label: 'ignored',
  marketplace_purchase: 'ignored',
  member: 'ignored',
  membership: 'ignored',
  merge_group: 'ignored',
  meta: 'ignored',
  milestone: 'ignored',
  org_block: 'ignored',
  organization: 'ignored',
  package: 'ignored',
  page_build: 'ignored',
  personal_access_token_request: 'ignored',
  project: 'ignored',
  project_card: 'ignored',
  project_column: 'ignored',
  projects_v2: 'ignored',
  projects_v2_item: 'ignored',
  projects_v2_status_update: 'ignored',
  public: 'ignored',
  pull_request: readPullRequest,
  pull_request_review: 'ignored',
  pull_request_review_comment: 'ignored',
  pull_request_review_thread: 'ignored',
  registry_package: 'ignored',
  release: readRelease,
  repository: 'ignored',
  repository_advisory: 'ignored',
  repository_dispatch: 'ignored',
  repository_import: 'ignored',
  repository_ruleset: 'ignored',
  repository_vulnerability_alert: 'ignored',
  secret_scanning_alert: 'ignored',
  secret_scanning_alert_location: 'ignored',
  secret_scanning_scan: 'ignored',
  security_advisory: 'ignored',
  security_and_analysis: 'ignored',
  sponsorship: 'ignored',
  star: 'ignored',
  status: 'ignored',
  sub_issues: 'ignored',
  team: 'ignored',
  team_add: 'ignored',
  watch: 'ignored',
  workflow_dispatch: 'ignored',
  workflow_job: 'ignored',
  workflow_run: 'ignored',
};
