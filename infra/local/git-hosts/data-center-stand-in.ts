import * as v from 'valibot';
import type { HostOptions, HostStandIn } from './host-stand-in.ts';
import { matchPath, queryOf, readObject } from './host-stand-in.ts';
import { isCredential } from './is-credential.ts';
import type { KeptStatus } from './commit-statuses.ts';

const BUILDS =
  /^\/rest\/api\/latest\/projects\/(?<project>[^/]+)\/repos\/(?<slug>[^/]+)\/commits\/(?<commit>[0-9a-f]{40})\/builds$/;

const text = v.pipe(v.string(), v.maxLength(255));

/** https://developer.atlassian.com/server/bitbucket/rest/latest/api-group-builds-and-deployments/ */
const Body = v.strictObject({
  key: text,
  state: v.picklist(['CANCELLED', 'FAILED', 'INPROGRESS', 'SUCCESSFUL', 'UNKNOWN']),
  url: v.pipe(v.string(), v.maxLength(450), v.url()),
  name: v.optional(text, ''),
  description: v.optional(text, ''),
  ref: v.optional(v.pipe(v.string(), v.startsWith('refs/'))),
  parent: v.optional(v.string()),
  buildNumber: v.optional(text),
  duration: v.optional(v.number()),
});

/** Bitbucket Data Center. */
export const dataCenterStandIn =
  ({ host, credential, statuses }: HostOptions): HostStandIn =>
  ({ method, path, headers, body }) => {
    const token = /^Bearer (.+)$/.exec(headers['authorization'] ?? '')?.[1];
    if (!isCredential(token, credential())) return error(401, 'You are not permitted to access this resource');
    const place = matchPath(BUILDS, path);
    if (!place) return error(404, 'The resource does not exist.');
    const repository = `${place['project']}/${place['slug']}`.toLowerCase();
    const commit = place['commit']!;
    const all = statuses.of(host, repository, commit);
    if (method === 'GET') {
      const key = queryOf(path).get('key');
      const found = all.find(({ context }) => context === key);
      return found ? { status: 200, json: describe(found) } : error(404, 'The build status does not exist.');
    }
    const sent = v.safeParse(Body, readObject(body));
    if (!sent.success) {
      return error(400, sent.issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`).join('; '));
    }
    const { key, state, url, name, description, ref } = sent.output;
    const told = { state, url, name, description, ...(ref !== undefined && { ref }) };
    const known = all.find(({ context }) => context === key);
    if (known) statuses.change(known, told);
    else statuses.add({ host, repository, commit, context: key, ...told });
    return { status: 204 };
  };

const error = (status: number, message: string) => ({
  status,
  json: { errors: [{ context: null, message, exceptionName: null }] },
});

const describe = ({ context, name, state, url, description, ref, ...times }: KeptStatus) => ({
  key: context,
  name,
  state,
  url,
  description,
  ref,
  createdDate: times.createdAt,
  updatedDate: times.updatedAt,
});
