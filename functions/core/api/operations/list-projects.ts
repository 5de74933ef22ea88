import { may } from '../../access/grant.ts';
import { repositoryKey } from '../../configuration.ts';
import type { ApiResponse } from '../api-response.ts';
import type { ApiPorts } from '../api-ports.ts';
import type { Call } from '../call.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { DEFAULT_LIMIT, refuseCursor } from './pages.ts';

export async function listProjects(
  { caller, query }: Call<'listProjects'>,
  { configuration }: ApiPorts,
): Promise<ApiResponse> {
  const { limit = DEFAULT_LIMIT, cursor } = query;
  const after = cursor === undefined ? '' : readCursor(cursor);
  if (after === undefined) return refuseCursor();
  const visible = [...configuration.projects.values()]
    .filter(({ name }) => name > after && may(caller.grant, 'read', name))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const page = visible.slice(0, limit);
  const projects = page.map(({ name, repository, badge }) => ({
    name,
    ...(repository && { repository: repositoryKey(repository) }),
    ...(badge.enabled && { badge: `/badges/${encodeURIComponent(name)}.svg` }),
  }));
  const last = page.at(-1);
  const nextCursor = last && visible.length > page.length ? { nextCursor: writeCursor(last.name) } : {};
  return { status: 200, json: { projects, ...nextCursor } };
}
