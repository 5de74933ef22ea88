import type { HostOptions, HostStandIn } from './host-stand-in.ts';
import { matchPath, queryOf, readObject, textOf } from './host-stand-in.ts';
import type { KeptStatus } from './commit-statuses.ts';
import { isCredential } from './is-credential.ts';
import description from './gitea.openapi.json' with { type: 'json' };
import { schemaViolations } from './schema-violations.ts';

const STATUSES = /^\/api\/v1\/repos\/(?<repository>.+)\/statuses\/(?<commit>[0-9a-f]{40}(?:[0-9a-f]{24})?)$/;
const { CreateStatusOption, CommitStatusState } = description.definitions;
const BODY = {
  type: CreateStatusOption.type,
  properties: { ...CreateStatusOption.properties, state: CommitStatusState },
};
const MOST_PER_PAGE = 50;

/** Gitea and Forgejo: https://docs.gitea.com/api/#tag/repository/operation/repoCreateStatus */
export const giteaStandIn =
  ({ host, credential, statuses }: HostOptions): HostStandIn =>
  ({ method, path, headers, body }) => {
    const [scheme = '', token] = (headers['authorization'] ?? '').split(' ');
    if (!/^(?:bearer|token)$/i.test(scheme) || !isCredential(token, credential())) {
      return { status: 401, json: { message: 'user does not exist', url: '/api/swagger' } };
    }
    const place = matchPath(STATUSES, path);
    if (!place) return { status: 404, json: { message: 'The target could not be found.', url: '/api/swagger' } };
    const repository = place['repository']!.toLowerCase();
    const commit = place['commit']!;
    if (method === 'GET') {
      const limit = Math.min(Number(queryOf(path).get('limit') ?? MOST_PER_PAGE), MOST_PER_PAGE);
      return { status: 200, json: statuses.of(host, repository, commit).slice(0, limit).map(describe) };
    }
    const sent = readObject(body);
    if (!sent) return { status: 422, json: { message: 'The body is not JSON.', url: '/api/swagger' } };
    const wrong = schemaViolations(sent, BODY);
    if (wrong.length > 0) return { status: 422, json: { message: wrong.join('; '), url: '/api/swagger' } };
    const added = statuses.add({
      host,
      repository,
      commit,
      context: textOf(sent['context']) || 'default',
      state: textOf(sent['state']),
      description: textOf(sent['description']),
      url: textOf(sent['target_url']),
    });
    return { status: 201, json: describe(added) };
  };

const describe = ({ id, state, description: text, url, context, ...times }: KeptStatus) => ({
  id,
  status: state,
  target_url: url,
  description: text,
  context,
  creator: null,
  created_at: new Date(times.createdAt).toISOString(),
  updated_at: new Date(times.updatedAt).toISOString(),
});
