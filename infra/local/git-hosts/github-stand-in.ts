import type { HostOptions, HostStandIn } from './host-stand-in.ts';
import { lengthOf, matchPath, queryOf, readObject, textOf } from './host-stand-in.ts';
import type { KeptStatus } from './commit-statuses.ts';
import { isCredential } from './is-credential.ts';
import description from './github.openapi.json' with { type: 'json' };
import { schemaViolations } from './schema-violations.ts';

const POST = /^(?:\/api\/v3)?\/repos\/(?<repository>.+)\/statuses\/(?<commit>[0-9a-f]{40}(?:[0-9a-f]{24})?)$/;
const GET = /^(?:\/api\/v3)?\/repos\/(?<repository>.+)\/commits\/(?<commit>[0-9a-f]{40}(?:[0-9a-f]{24})?)\/statuses$/;

/** The format of GitHub's API: https://docs.github.com/rest/commits/statuses */
const BODY =
  description.paths['/repos/{owner}/{repo}/statuses/{sha}'].post.requestBody.content['application/json'].schema;
const MOST_STATUSES = 1000;

/** GitHub and GitHub Enterprise Server. */
export const githubStandIn =
  ({ host, credential, statuses }: HostOptions): HostStandIn =>
  ({ method, path, headers, body }) => {
    const [scheme = '', token] = (headers['authorization'] ?? '').split(' ');
    if (!/^(?:bearer|token)$/i.test(scheme) || !isCredential(token, credential())) {
      return { status: 401, json: { message: 'Bad credentials', status: '401' } };
    }
    const read = method === 'GET' ? matchPath(GET, path) : undefined;
    if (read) {
      const query = queryOf(path);
      const size = Math.min(Number(query.get('per_page') ?? 30), 100);
      const first = (Number(query.get('page') ?? 1) - 1) * size;
      const all = statuses.of(host, read['repository']!.toLowerCase(), read['commit']!);
      return { status: 200, json: all.slice(first, first + size).map(describe) };
    }
    const written = method === 'POST' ? matchPath(POST, path) : undefined;
    if (!written) return { status: 404, json: { message: 'Not Found', status: '404' } };

    const sent = readObject(body);
    if (!sent) return { status: 400, json: { message: 'Problems parsing JSON', status: '400' } };
    const { context = 'default', state, description: text, target_url: url } = sent;
    const wrong = [
      ...schemaViolations(sent, BODY),
      ...(lengthOf(text) > 140 ? ['description is too long (maximum is 140 characters)'] : []),
      ...(lengthOf(context) > 255 ? ['context is too long (maximum is 255 characters)'] : []),
    ];
    if (wrong.length > 0) return invalid(wrong);

    const repository = written['repository']!.toLowerCase();
    const commit = written['commit']!;
    const name = textOf(context);
    const same = statuses
      .of(host, repository, commit)
      .filter((each) => each.context.toLowerCase() === name.toLowerCase());
    if (same.length >= MOST_STATUSES) {
      return invalid(['This SHA and context has reached the maximum number of statuses.']);
    }
    const added = statuses.add({
      host,
      repository,
      commit,
      context: name,
      state: textOf(state),
      description: textOf(text),
      url: textOf(url),
    });
    return { status: 201, json: describe(added) };
  };

const invalid = (messages: readonly string[]) => ({
  status: 422,
  json: {
    message: 'Validation Failed',
    errors: messages.map((message) => ({ resource: 'Status', code: 'custom', message })),
    status: '422',
  },
});

const describe = ({ id, state, description: text, url, context, host, repository, commit, ...times }: KeptStatus) => ({
  url: `https://${host}/repos/${repository}/statuses/${commit}`,
  avatar_url: null,
  id,
  node_id: String(id),
  state,
  description: text === '' ? null : text,
  target_url: url === '' ? null : url,
  context,
  created_at: new Date(times.createdAt).toISOString(),
  updated_at: new Date(times.updatedAt).toISOString(),
  creator: null,
});
