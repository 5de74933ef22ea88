import * as v from 'valibot';
import type { HostOptions, HostStandIn } from './host-stand-in.ts';
import { matchPath, readObject } from './host-stand-in.ts';
import { isCredential } from './is-credential.ts';
import type { KeptStatus } from './commit-statuses.ts';

const COMMIT = /^\/2\.0\/repositories\/(?<repository>[^/]+\/[^/]+)\/commit\/(?<commit>[0-9a-f]{40})\/statuses/;
const POST = new RegExp(`${COMMIT.source}/build$`);
const LIST = new RegExp(`${COMMIT.source}$`);
const ONE = new RegExp(`${COMMIT.source}/build/(?<key>[^/]+)$`);

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commit-statuses/ */
const Body = v.strictObject({
  key: v.pipe(v.string(), v.maxLength(40)),
  state: v.picklist(['SUCCESSFUL', 'FAILED', 'INPROGRESS', 'STOPPED']),
  url: v.pipe(v.string(), v.check(isPublic, 'Enter a valid URL.')),
  name: v.optional(v.pipe(v.string(), v.maxLength(255)), ''),
  description: v.optional(v.pipe(v.string(), v.maxLength(255)), ''),
  refname: v.optional(v.string()),
});

/** A host without a dot is refused: https://github.com/runatlantis/atlantis/issues/710 */
function isPublic(url: string): boolean {
  return /^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '') && new URL(url).hostname.includes('.');
}

/** Bitbucket Cloud. */
export const bitbucketCloudStandIn =
  ({ host, credential, statuses }: HostOptions): HostStandIn =>
  ({ method, path, headers, body }) => {
    if (!isAuthorized(headers['authorization'] ?? '', credential())) return error(401, 'Token is invalid or expired.');
    const one = method === 'GET' ? matchPath(ONE, path) : undefined;
    const list = method === 'GET' ? matchPath(LIST, path) : undefined;
    const place = one ?? list ?? (method === 'POST' ? matchPath(POST, path) : undefined);
    if (!place) return error(404, 'Resource not found');
    const repository = place['repository']!.toLowerCase();
    const commit = place['commit']!;
    const all = statuses.of(host, repository, commit);
    if (list) return { status: 200, json: { pagelen: 10, size: all.length, page: 1, values: all.map(describe) } };
    if (one) {
      const found = all.find(({ context }) => context === one['key']);
      return found ? { status: 200, json: describe(found) } : error(404, 'Resource not found');
    }
    const sent = v.safeParse(Body, readObject(body));
    if (!sent.success) {
      return error(400, sent.issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`).join('; '));
    }
    const { key, state, url, name, description, refname } = sent.output;
    const told = { state, url, name, description, ...(refname !== undefined && { ref: refname }) };
    const known = all.find(({ context }) => context === key);
    const kept = known
      ? statuses.change(known, told)
      : statuses.add({ host, repository, commit, context: key, ...told });
    return { status: known ? 200 : 201, json: describe(kept) };
  };

function isAuthorized(authorization: string, credential: string | undefined): boolean {
  if (credential === undefined) return false;
  const [scheme, given] = authorization.split(' ');
  return isCredential(given, scheme === 'Basic' ? btoa(credential) : credential);
}

const error = (status: number, message: string) => ({ status, json: { type: 'error', error: { message } } });

const describe = ({ commit, repository, context, name, state, url, description, ref, ...times }: KeptStatus) => ({
  type: 'build',
  key: context,
  name,
  state,
  url,
  description,
  refname: ref ?? null,
  commit: { type: 'commit', hash: commit },
  repository: { full_name: repository },
  created_on: new Date(times.createdAt).toISOString(),
  updated_on: new Date(times.updatedAt).toISOString(),
});
