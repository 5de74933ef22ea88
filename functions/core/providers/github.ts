import { isUtf8 } from 'node:buffer';
import type { EmitterWebhookEventName } from '@octokit/webhooks';
import { verify } from '@octokit/webhooks-methods';
import * as v from 'valibot';
import type { Hook } from '../configuration.ts';
import { digest } from '../digest.ts';
import { isCommit, isZeroCommit, refKind } from '../ref.ts';
import type { Parsed, RepositoryEvent } from '../repository-event.ts';
import { describeIssues } from '../describe-issues.ts';
import type { Delivery, ProviderProtocol } from './provider.ts';

/** Lower-case hex only, whole: anything else is no signature, whatever a decoder would make of it. */
const SIGNATURE = /^sha256=[0-9a-f]{64}$/;

const commitId = v.pipe(v.string(), v.check(isCommit, 'is not a commit id of 40 or 64 hex digits'));
const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const files = v.optional(v.array(v.string()), []);

const push = v.object({
  ref: v.string(),
  before: commitId,
  after: commitId,
  created: v.boolean(),
  deleted: v.boolean(),
  forced: v.boolean(),
  repository: v.object({ id, full_name: v.string() }),
  sender: v.optional(v.object({ id })),
  head_commit: v.nullable(v.object({ message: v.string() })),
  commits: v.array(v.object({ added: files, modified: files, removed: files })),
});

/** GitHub puts at most so many commits into a push (https://docs.github.com/webhooks/webhook-events-and-payloads#push). */
const MOST_COMMITS = 2048;

export const github: ProviderProtocol = {
  deliveryId: ({ headers }) => headers['x-github-delivery'],

  async verify({ headers, body }, secrets) {
    const signature = headers['x-hub-signature-256'] ?? '';
    // The library takes text; bytes that are not UTF-8 would not survive the way there, and are no JSON.
    if (!SIGNATURE.test(signature) || body.length === 0 || !isUtf8(body)) return undefined;
    const text = body.toString('utf8');
    const matches = await Promise.all(secrets.map((secret) => verify(secret, text, signature)));
    const secret = matches.indexOf(true);
    return secret === -1 ? undefined : { secret };
  },

  parse(delivery, hook) {
    const event = delivery.headers['x-github-event'] ?? '';
    const read = Object.hasOwn(EVENTS, event) ? EVENTS[event as EventName] : undefined;
    if (!read) return { kind: 'ignored', reason: `"${event.slice(0, 50)}" is no event that GitHub is known to send.` };
    return read === ignored
      ? { kind: 'ignored', reason: `The event ${event} starts no builds.` }
      : read(delivery, hook);
  },
};

const ignored = 'ignored';
type EventName = Exclude<EmitterWebhookEventName, `${string}.${string}`>;

/** Every event that GitHub sends: one that the types learn of later asks here what to do with it. */
const EVENTS: Readonly<Record<EventName, typeof ignored | ((delivery: Delivery, hook: Hook) => Parsed)>> = {
  push: parsePush,
  ping: () => ({ kind: 'ignored', reason: 'ping: the hook works' }),
  branch_protection_configuration: ignored,
  branch_protection_rule: ignored,
  check_run: ignored,
  check_suite: ignored,
  code_scanning_alert: ignored,
  commit_comment: ignored,
  create: ignored,
  custom_property: ignored,
  custom_property_values: ignored,
  delete: ignored,
  dependabot_alert: ignored,
  deploy_key: ignored,
  deployment: ignored,
  deployment_protection_rule: ignored,
  deployment_review: ignored,
  deployment_status: ignored,
  discussion: ignored,
  discussion_comment: ignored,
  fork: ignored,
  github_app_authorization: ignored,
  gollum: ignored,
  installation: ignored,
  installation_repositories: ignored,
  installation_target: ignored,
  issue_comment: ignored,
  issue_dependencies: ignored,
  issues: ignored,
  label: ignored,
  marketplace_purchase: ignored,
  member: ignored,
  membership: ignored,
  merge_group: ignored,
  meta: ignored,
  milestone: ignored,
  org_block: ignored,
  organization: ignored,
  package: ignored,
  page_build: ignored,
  personal_access_token_request: ignored,
  project: ignored,
  project_card: ignored,
  project_column: ignored,
  projects_v2: ignored,
  projects_v2_item: ignored,
  projects_v2_status_update: ignored,
  public: ignored,
  pull_request: ignored,
  pull_request_review: ignored,
  pull_request_review_comment: ignored,
  pull_request_review_thread: ignored,
  registry_package: ignored,
  release: ignored,
  repository: ignored,
  repository_advisory: ignored,
  repository_dispatch: ignored,
  repository_import: ignored,
  repository_ruleset: ignored,
  repository_vulnerability_alert: ignored,
  secret_scanning_alert: ignored,
  secret_scanning_alert_location: ignored,
  secret_scanning_scan: ignored,
  security_advisory: ignored,
  security_and_analysis: ignored,
  sponsorship: ignored,
  star: ignored,
  status: ignored,
  sub_issues: ignored,
  team: ignored,
  team_add: ignored,
  watch: ignored,
  workflow_dispatch: ignored,
  workflow_job: ignored,
  workflow_run: ignored,
};

function parsePush({ body }: Delivery, hook: Hook): Parsed {
  let payload: unknown;
  try {
    payload = JSON.parse(body.toString('utf8'));
  } catch {
    return { kind: 'malformed', problem: 'The body is not JSON.' };
  }
  const read = v.safeParse(push, payload);
  if (!read.success) return { kind: 'malformed', problem: `Not a push of GitHub: ${describeIssues(read.issues)}` };

  const { ref, before, after, deleted, created, forced, repository, sender, head_commit, commits } = read.output;
  if (deleted || isZeroCommit(after)) return { kind: 'ignored', reason: `${ref} was deleted.` };
  const kind = refKind(ref);
  if (kind !== 'branch' && kind !== 'tag') {
    return { kind: 'malformed', problem: 'Not a push of GitHub: ref is neither a branch nor a tag in full.' };
  }
  const event: RepositoryEvent = {
    provider: 'github',
    eventType: 'PUSH',
    repository: { host: hook.host, fullName: repository.full_name, id: String(repository.id) },
    ref,
    headRef: ref,
    commit: after,
    ...(!isZeroCommit(before) && { previousCommit: before }),
    actorId: sender ? String(sender.id) : '',
    ...(head_commit && { commitMessage: head_commit.message }),
    changedFiles:
      created || forced || commits.length >= MOST_COMMITS
        ? 'unknown'
        : [...new Set(commits.flatMap(({ added, modified, removed }) => [...added, ...modified, ...removed]))],
    fork: false,
    ...(kind === 'tag' && { tagName: ref.slice('refs/tags/'.length) }),
  };
  // The signed body holds `pushed_at`: two pushes never have the same bytes, and a replay under a new delivery id does.
  return { kind: 'events', events: [event], identity: digest(body) };
}
