import * as v from 'valibot';
import type { ApiResponse, HostOptions, HostStandIn } from './host-stand-in.ts';
import { matchPath, queryOf, readObject } from './host-stand-in.ts';
import { isCredential } from './is-credential.ts';
import type { KeptStatus } from './commit-statuses.ts';

const POST = /^\/api\/v4\/projects\/(?<repository>[^/]+)\/statuses\/(?<commit>[0-9a-f]{40}(?:[0-9a-f]{24})?)$/;
const GET =
  /^\/api\/v4\/projects\/(?<repository>[^/]+)\/repository\/commits\/(?<commit>[0-9a-f]{40}(?:[0-9a-f]{24})?)\/statuses$/;

const STATES = ['pending', 'running', 'success', 'failed', 'canceled', 'skipped'] as const;
type State = (typeof STATES)[number];
const text = v.pipe(v.string(), v.maxLength(255));

/** https://docs.gitlab.com/api/commits/#set-commit-pipeline-status */
const Body = v.strictObject({
  state: v.picklist(STATES),
  ref: v.optional(v.string()),
  name: v.optional(text, 'default'),
  target_url: v.optional(text, ''),
  description: v.optional(text, ''),
  coverage: v.optional(v.number()),
  pipeline_id: v.optional(v.pipe(v.number(), v.integer())),
});

/**
 * GitLab's state machine: only a job that is waiting or running can be changed; for anything else, a new job is
 * created, which can have any state.
 * https://gitlab.com/gitlab-org/gitlab/-/blob/master/app/models/commit_status.rb
 */
const ALLOWED_FROM: Readonly<Record<State, { readonly event: string; readonly from: readonly string[] }>> = {
  pending: { event: 'enqueue', from: [] },
  running: { event: 'run', from: ['pending'] },
  success: { event: 'success', from: ['pending', 'running'] },
  failed: { event: 'drop', from: ['pending', 'running'] },
  canceled: { event: 'cancel', from: ['pending', 'running'] },
  skipped: { event: 'skip', from: ['pending'] },
};

/** GitLab.com and self-managed GitLab. */
export const gitlabStandIn =
  ({ host, credential, allows = () => true, statuses }: HostOptions): HostStandIn =>
  ({ method, path, headers, body }) => {
    const token = headers['private-token'] ?? /^Bearer (.+)$/.exec(headers['authorization'] ?? '')?.[1];
    if (!isCredential(token, credential())) return { status: 401, json: { message: '401 Unauthorized' } };
    const read = method === 'GET' ? matchPath(GET, path) : undefined;
    if (read) {
      const name = queryOf(path).get('name');
      const all = statuses.of(host, read['repository']!, read['commit']!);
      return { status: 200, json: all.filter((each) => name === null || each.context === name).map(describe) };
    }
    const written = method === 'POST' ? matchPath(POST, path) : undefined;
    if (!written) return { status: 404, json: { error: '404 Not Found' } };
    if (!allows(written['repository']!)) return { status: 403, json: { message: '403 Forbidden' } };
    const sent = v.safeParse(Body, readObject(body));
    if (!sent.success) return { status: 400, json: { message: { state: sent.issues.map(({ message }) => message) } } };
    return post(sent.output, written['repository']!, written['commit']!);

    function post(sent: v.InferOutput<typeof Body>, repository: string, commit: string): ApiResponse {
      const { state, name, ref, target_url: url, description, pipeline_id: asked } = sent;
      const all = statuses.of(host, repository, commit);
      const job = all.find(
        (each) => each.context === name && each.ref === ref && ['pending', 'running'].includes(each.state),
      );
      const { event, from } = ALLOWED_FROM[state];
      if (job && !from.includes(job.state)) {
        const message = `Cannot transition status via :${event} from :${job.state} (Reason(s): Status cannot transition via "${event}")`;
        return { status: 400, json: { message } };
      }
      // Each ref of a commit has its own pipeline.
      const ofRef = all.find((each) => each.ref === ref && (asked === undefined || each.pipelineId === asked));
      if (asked !== undefined && !ofRef) {
        return { status: 404, json: { message: '404 Pipeline for pipeline_id, sha and ref Not Found' } };
      }
      const pipelineId = ofRef?.pipelineId ?? 1000 + all.length + repository.length;
      const kept = job
        ? statuses.change(job, { state, description, url })
        : statuses.add({
            host,
            repository,
            commit,
            context: name,
            state,
            description,
            url,
            pipelineId,
            ...(ref !== undefined && { ref }),
          });
      return { status: 201, json: describe(kept) };
    }
  };

const describe = ({ id, commit, ref, state, context, url, description, pipelineId, ...times }: KeptStatus) => ({
  id,
  sha: commit,
  ref: ref ?? null,
  status: state,
  name: context,
  target_url: url,
  description,
  pipeline_id: pipelineId,
  created_at: new Date(times.createdAt).toISOString(),
  allow_failure: false,
});
